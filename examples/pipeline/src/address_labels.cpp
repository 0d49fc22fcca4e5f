#include "redline/leadpipe/address_labels.hpp"

#include <algorithm>
#include <array>

#include "address_label_model.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::array<std::string_view, address_label_count> label_names = {
    "AddressNumberPrefix",
    "AddressNumber",
    "AddressNumberSuffix",
    "StreetNamePreModifier",
    "StreetNamePreDirectional",
    "StreetNamePreType",
    "StreetName",
    "StreetNamePostType",
    "StreetNamePostDirectional",
    "StreetNamePostModifier",
    "CornerOf",
    "IntersectionSeparator",
    "BuildingName",
    "LandmarkName",
    "SubaddressType",
    "SubaddressIdentifier",
    "OccupancyType",
    "OccupancyIdentifier",
    "USPSBoxGroupType",
    "USPSBoxGroupID",
    "USPSBoxType",
    "USPSBoxID",
    "PlaceName",
    "StateName",
    "ZipCode",
    "ZipPlus4",
    "CountryName",
    "Recipient",
    "NotAddress",
};

constexpr std::string_view no_break_space = "\xc2\xa0"; // U+00A0 in UTF-8: what web pages put between words

/// How many bytes of a blank stand at the beginning of `text`.
std::size_t blank_size(std::string_view text) {
    if (text.starts_with(no_break_space)) return no_break_space.size();
    constexpr std::string_view blanks = " \t\n\v\f\r";
    return !text.empty() && blanks.find(text.front()) != std::string_view::npos ? 1 : 0;
}

bool stands_alone(char c) { return c == '#' || c == '&'; }

/// How many bytes of one token stand at the beginning of `text`, which begins with no blank.
std::size_t token_size(std::string_view text) {
    if (stands_alone(text.front())) {
        // A comma after a sign is the sign's.
        return text.size() > 1 && (text[1] == ',' || text[1] == ';') ? 2 : 1;
    }
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (blank_size(text.substr(at)) > 0 || stands_alone(text[at])) return at;
        const bool closed = text[at - 1] == ',' || text[at - 1] == ';';
        if (closed && text[at] != ',' && text[at] != ';') return at;
    }
    return text.size();
}

} // namespace

std::string_view name_of(AddressLabel label) { return label_names[static_cast<std::size_t>(label)]; }

std::optional<AddressLabel> label_named(std::string_view name) {
    const auto found = std::find(label_names.begin(), label_names.end(), name);
    if (found == label_names.end()) return std::nullopt;
    return static_cast<AddressLabel>(found - label_names.begin());
}

std::vector<std::string_view> address_tokens(std::string_view line) {
    std::vector<std::string_view> tokens;
    while (!line.empty()) {
        auto size = blank_size(line);
        if (size == 0) {
            size = token_size(line);
            tokens.push_back(line.substr(0, size));
        }
        line.remove_prefix(size);
    }
    return tokens;
}

std::vector<LabelledToken> label_address(std::string_view line) {
    const auto tokens = address_tokens(line);
    const auto labels = likeliest_labels(features_of(tokens), learnt_weights());
    std::vector<LabelledToken> labelled;
    labelled.reserve(tokens.size());
    for (std::size_t at = 0; at < tokens.size(); ++at) labelled.push_back({tokens[at], labels[at]});
    return labelled;
}

} // namespace redline::leadpipe
