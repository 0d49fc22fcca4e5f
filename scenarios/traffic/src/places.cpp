#include "places.hpp"

#include <deque>

#include "place_rows.hpp"

namespace redline::traffic {

namespace {

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return parts;
}

std::span<const std::string_view> kept_area_codes(std::string_view text) {
    static std::deque<std::vector<std::string_view>> kept;
    return kept.emplace_back(split(text, " "));
}

std::vector<Place> unpacked() {
    std::vector<Place> all;
    for (const auto& row : place_rows()) {
        const auto codes = kept_area_codes(row.area_codes);
        for (const auto town : split(row.towns, "; "))
            all.push_back({town.substr(0, 5), town.substr(6), row.code, row.name, codes});
    }
    return all;
}

} // namespace

const std::vector<Place>& places() {
    static const std::vector<Place> all = unpacked();
    return all;
}

} // namespace redline::traffic
