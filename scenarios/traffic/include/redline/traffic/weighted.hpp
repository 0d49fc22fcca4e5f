/// Why this exists: the tables of this room are lists of texts with how often each was seen; whatever is
/// drawn from one goes through `pick`, so that a table's counts are the shares of what is generated.
///
/// Tables are immutable and point at static rows: draw from any thread, each with its own Random.
#pragma once

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

/// Rows with their sum: a draw costs one random number and one walk. At least one row weighs something.
class WeightedTable {
  public:
    constexpr explicit WeightedTable(std::span<const Weighted> rows) : rows_(rows) {
        for (const auto& row : rows) total_ += row.weight;
    }

    constexpr std::span<const Weighted> rows() const { return rows_; }

    /// The place in `rows` of the row drawn.
    std::size_t pick_index(base::Random& random) const {
        auto left = random.below(total_);
        std::size_t at = 0;
        while (left >= rows_[at].weight) left -= rows_[at++].weight;
        return at;
    }

    std::string_view pick(base::Random& random) const { return rows_[pick_index(random)].text; }

  private:
    std::span<const Weighted> rows_;
    std::uint64_t total_ = 0;
};

} // namespace redline::traffic
