/// Why this exists: a check looks at one value of an answer, and answers come by the hundred thousand a
/// second; building a document of each costs several times what sending the request did. This reads a text
/// once, strictly, builds nothing, and tells where the wanted values stand.
///
/// What is valid, and which of two equal keys counts (the last), is what parse_json says, with one exception:
/// a text with a zero byte behind its value is refused here and read as ending there by parse_json.
///
/// Pure. Nothing is allocated but for keys with escapes and for numbers beyond the range of a double.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace redline::base {

/// One step down from a value: a key of an object or an index of an array.
using JsonStep = std::variant<std::string, std::size_t>;

enum class JsonKind : std::uint8_t { absent, null, boolean, number, text, array, object };

/// A value where it stands, as long as the text it was found in lives.
struct JsonSpot {
    JsonKind kind = JsonKind::absent;
    std::string_view written; ///< a text without its quotation marks; nothing for arrays and objects
};

/// The steps from the text's root to a value that is wanted, and what was found there.
struct WantedJson {
    std::span<const JsonStep> path;
    JsonSpot found{};
    std::size_t steps_made = 0; ///< of `path`, on the way to where the scan is
};

/// Reads `text` to its end. False, and nothing is found, where it is not JSON.
bool scan_json(std::string_view text, std::span<WantedJson> wanted);

/// Of a boolean and of a number.
bool boolean_of(const JsonSpot& spot);
double number_of(const JsonSpot& spot);

/// The text without its escapes, written into `room` where it has any.
std::string_view text_of(const JsonSpot& spot, std::string& room);

} // namespace redline::base
