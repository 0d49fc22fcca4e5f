#include "node_place.hpp"

#include <algorithm>

namespace redline::language {

namespace {

/// A block scalar begins below its `|`; further than this nobody's template reaches.
constexpr int lines_searched_max = 200;

std::string_view text_from(const base::Place& place) {
    const auto line = place.source->line(place.line);
    const auto start = static_cast<std::size_t>(std::max(place.column, 1) - 1);
    return start < line.size() ? line.substr(start) : std::string_view();
}

/// Where `words` first stand at or after `from`.
base::Place find_words(const base::Place& from, std::string_view words) {
    auto place = from;
    for (int line = 0; line < lines_searched_max && !words.empty(); ++line) {
        const auto at = text_from(place).find(words);
        if (at != std::string_view::npos) return place.at_offset(at, words.size());
        place.line += 1;
        place.column = 1;
    }
    return from;
}

} // namespace

bool verbatim(const yaml::Node& scalar) {
    return scalar.place.source && text_from(scalar.place).starts_with(scalar.text);
}

base::Place place_in(const yaml::Node& scalar, std::size_t offset, std::size_t length) {
    const auto stretch = std::max<std::size_t>(length, 1);
    if (verbatim(scalar)) return scalar.place.at_offset(offset, stretch);
    if (!scalar.place.source || offset >= scalar.text.size()) return scalar.place;
    return find_words(scalar.place, std::string_view(scalar.text).substr(offset, length));
}

void report_error(const base::Error& error, const yaml::Node& scalar, yaml::Diagnostics& diagnostics) {
    if (error.diagnostics.empty()) return yaml::report(diagnostics, scalar, error.message, error.hint);
    const bool trusted = verbatim(scalar);
    for (auto diagnostic : error.diagnostics) {
        if (!trusted) diagnostic.place = scalar.place;
        diagnostics.push_back(std::move(diagnostic));
    }
}

} // namespace redline::language
