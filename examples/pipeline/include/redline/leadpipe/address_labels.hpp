/// Why this exists: parse_address answers how an address is written, not which word of the typed line was
/// which part. Who corrects a form, weighs a suspicious line or compares two parsers needs the latter: the
/// tokens of the line as they were typed, in order, each with one label.
///
/// The labels are those of the usaddress corpus (datamade/usaddress, MIT), after the United States
/// Thoroughfare, Landmark, and Postal Address Data Standard (FGDC-STD-016-2011), so that a labelling can be
/// held against labels given by people. What has no label of its own there takes the nearest: an urbanization
/// of Puerto Rico is a subaddress, `APO` a place, `PSC 1203` and the unit of a military box a box group.
///
/// Likely, never sure: a wrong label is an ordinary answer, and there is no failure. Any bytes, any length;
/// time and memory grow with the number of tokens. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace redline::leadpipe {

enum class AddressLabel : std::uint8_t {
    address_number_prefix,
    address_number,
    address_number_suffix,
    street_name_pre_modifier,
    street_name_pre_directional,
    street_name_pre_type,
    street_name,
    street_name_post_type,
    street_name_post_directional,
    street_name_post_modifier,
    corner_of,
    intersection_separator,
    building_name,
    landmark_name,
    subaddress_type,
    subaddress_identifier,
    occupancy_type,
    occupancy_identifier,
    usps_box_group_type,
    usps_box_group_id,
    usps_box_type,
    usps_box_id,
    place_name,
    state_name,
    zip_code,
    zip_plus_4,
    country_name,
    recipient,
    not_address,
};

constexpr std::size_t address_label_count = 29;

/// The corpus' own name: `StreetNamePostType`.
std::string_view name_of(AddressLabel label);
std::optional<AddressLabel> label_named(std::string_view name);

struct LabelledToken {
    std::string_view text; ///< a piece of the line given, never empty
    AddressLabel label = AddressLabel::not_address;
    bool operator==(const LabelledToken&) const = default;
};

/// The line's tokens in order, as pieces of it. Blanks and line ends separate and belong to none; `#` and `&`
/// stand alone; a comma or semicolon ends the token it closes.
std::vector<std::string_view> address_tokens(std::string_view line);

/// address_tokens(line), each with its likeliest label. The texts live as long as the line.
std::vector<LabelledToken> label_address(std::string_view line);

} // namespace redline::leadpipe
