/// Why this exists: the tables of this room are lists of texts with the share each was seen with; everything
/// drawn from one goes through `pick`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "redline/base/random.hpp"

namespace redline::traffic {

/// A text and how often it was seen, in any unit: only the ratio to the table's sum counts.
struct Weighted {
    std::string_view text;
    std::uint32_t weight;
};

/// Rows with their sum, so that a draw costs one random number and one walk. Rows are static tables.
class WeightedTable {
  public:
    template <std::size_t size>
    constexpr WeightedTable(const std::array<Weighted, size>& rows) : rows_(rows) {
        for (const auto& row : rows) total_ += row.weight;
    }

    constexpr std::span<const Weighted> rows() const { return rows_; }

    std::string_view pick(base::Random& random) const {
        auto left = random.below(total_);
        for (const auto& row : rows_) {
            if (left < row.weight) return row.text;
            left -= row.weight;
        }
        return rows_.back().text;
    }

  private:
    std::span<const Weighted> rows_;
    std::uint64_t total_ = 0;
};

} // namespace redline::traffic
