#include "cursor.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace redline::reports {

namespace {

const base::Json nothing;

/// 100 days: far beyond any run, and small enough that a thousand of them still add up without overflow.
constexpr std::int64_t nanoseconds_max = 100LL * 24 * 3600 * 1'000'000'000;

} // namespace

void Cursor::complain(std::string_view sentence) const {
    if (reading_->complaint.empty())
        reading_->complaint = fmt::format("{}{}{}", path_, path_.empty() ? "" : ": ", sentence);
}

Cursor Cursor::at(std::string_view key) const {
    auto path = path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
    if (node_->is_object()) {
        const auto found = node_->find(key);
        if (found != node_->end()) return {*found, std::move(path), *reading_};
    }
    const Cursor missing(nothing, std::move(path), *reading_);
    missing.complain("this is missing");
    return missing;
}

std::string Cursor::text(std::string_view key) const {
    const auto value = at(key);
    if (const auto* text = value.node_->get_ptr<const std::string*>()) return *text;
    value.complain("expected text");
    return {};
}

std::uint64_t Cursor::count(std::string_view key) const {
    return count_below(key, std::numeric_limits<std::uint64_t>::max());
}

std::uint64_t Cursor::count_below(std::string_view key, std::uint64_t bound) const {
    const auto value = at(key);
    const auto* number = value.node_->get_ptr<const std::uint64_t*>();
    if (number != nullptr && *number < bound) return *number;
    if (number != nullptr && bound == std::numeric_limits<std::uint64_t>::max()) return *number;
    value.complain(number == nullptr ? "expected a whole number, not negative"
                                     : fmt::format("expected a number below {}", bound));
    return 0;
}

double Cursor::number(std::string_view key) const {
    const auto value = at(key);
    if (value.node_ != &nothing && value.node_->is_null()) return std::numeric_limits<double>::infinity();
    if (value.node_->is_number()) return value.node_->get<double>();
    value.complain("expected a number");
    return 0;
}

bool Cursor::flag(std::string_view key) const {
    const auto value = at(key);
    if (value.node_->is_boolean()) return value.node_->get<bool>();
    value.complain("expected true or false");
    return false;
}

bool Cursor::is_null(std::string_view key) const {
    const auto value = at(key);
    return value.node_->is_null();
}

std::int64_t Cursor::integer(std::string_view key, std::int64_t low, std::int64_t high) const {
    const auto value = at(key);
    // nlohmann answers with the same pointer for both kinds of integers; beyond 2^63 it would read negative.
    const bool fits =
        value.node_->is_number_integer() &&
        (!value.node_->is_number_unsigned() ||
         value.node_->get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()});
    const auto number = fits ? value.node_->get<std::int64_t>() : 0;
    if (fits && number >= low && number <= high) return number;
    value.complain(fmt::format("expected a whole number from {} to {}", low, high));
    return low;
}

base::Duration Cursor::duration(std::string_view key) const {
    return base::Duration{integer(key, 0, nanoseconds_max)};
}

std::size_t Cursor::choice(std::string_view key, std::span<const std::string_view> words) const {
    const auto word = text(key);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    at(key).complain("this word is not known");
    return 0;
}

std::vector<Cursor> Cursor::items() const {
    std::vector<Cursor> cursors;
    if (!node_->is_array()) {
        complain("expected a list");
        return cursors;
    }
    cursors.reserve(node_->size());
    for (std::size_t i = 0; i < node_->size(); ++i)
        cursors.push_back({(*node_)[i], fmt::format("{}[{}]", path_, i), *reading_});
    return cursors;
}

std::vector<Cursor> Cursor::items(std::string_view key) const { return at(key).items(); }

std::vector<std::string> Cursor::texts(std::string_view key) const {
    std::vector<std::string> texts;
    for (const auto& item : items(key)) {
        if (const auto* text = item.node_->get_ptr<const std::string*>())
            texts.push_back(*text);
        else
            item.complain("expected text");
    }
    return texts;
}

std::vector<std::uint64_t> Cursor::counts(std::string_view key) const {
    std::vector<std::uint64_t> counts;
    for (const auto& item : items(key)) {
        if (item.node_->is_number_unsigned())
            counts.push_back(item.node_->get<std::uint64_t>());
        else
            item.complain("expected a whole number, not negative");
    }
    return counts;
}

} // namespace redline::reports
