#include "redline/leadpipe/validation_mode.hpp"

#include <array>

#include "redline/leadpipe/choice.hpp"
#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 3> names{"off", "reject", "repair"};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// Takes the text before the next `separator` off `rest`.
std::string next_part(std::string_view& rest, char separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return std::string(part);
}

} // namespace

base::Result<ValidationMode> parse_validation_mode(std::string_view text) {
    return parse_choice<ValidationMode>("validation", text, names);
}

Address split_at_commas(std::string_view line) {
    Address address;
    address.street = next_part(line, ',');
    address.city = next_part(line, ',');
    line = trimmed(line);
    address.state = next_part(line, ' ');
    address.zip = trimmed(line);
    return address;
}

bool is_standard(std::string_view line, const Address& address) {
    return fold_to_ascii(trimmed(line)) == to_text(address);
}

} // namespace redline::leadpipe
