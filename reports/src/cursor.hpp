/// Why this exists: a record is read from a file anybody may have edited. A Cursor stands at one node of the
/// JSON tree, knows its path, and reads what must be there; what is wrong is noted once, with its path, and
/// reading goes on with harmless values, so that the reader is a plain list of fields.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/json.hpp"

namespace redline::reports {

/// The first thing found wrong in a text, and what its reader may still allocate.
struct Reading {
    std::string complaint; ///< `stages[2].name: expected text`; empty while all is well
    std::size_t buckets_left = std::size_t{1} << 26; ///< of all histograms together: half a gigabyte
};

class Cursor {
  public:
    Cursor(const base::Json& node, std::string path, Reading& reading)
        : node_(&node), path_(std::move(path)), reading_(&reading) {}

    /// The value under `key`; an empty one, after a complaint, where it is missing.
    Cursor at(std::string_view key) const;

    std::string text(std::string_view key) const;
    std::uint64_t count(std::string_view key) const;
    std::uint64_t count_below(std::string_view key, std::uint64_t bound) const;
    double number(std::string_view key) const; ///< null is infinity
    bool flag(std::string_view key) const;
    bool is_null(std::string_view key) const;
    base::Duration duration(std::string_view key) const; ///< whole nanoseconds, 0 to 100 days
    std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high) const;
    std::size_t choice(std::string_view key, std::span<const std::string_view> words) const;
    std::vector<std::string> texts(std::string_view key) const;
    std::vector<std::uint64_t> counts(std::string_view key) const;

    /// The items under `key`, each read by `read(Cursor)`.
    template <class Read>
    auto list(std::string_view key, Read read) const {
        std::vector<decltype(read(std::declval<const Cursor&>()))> values;
        for (const auto& item : items(key)) values.push_back(read(item));
        return values;
    }

    std::vector<Cursor> items(std::string_view key) const;
    std::vector<Cursor> items() const;

    const base::Json& node() const { return *node_; }
    Reading& reading() const { return *reading_; }

    /// Notes that this node is wrong, unless something was before it.
    void complain(std::string_view sentence) const;

  private:
    const base::Json* node_;
    std::string path_;
    Reading* reading_;
};

} // namespace redline::reports
