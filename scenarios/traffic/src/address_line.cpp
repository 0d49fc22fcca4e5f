#include "address_line.hpp"

#include <array>

#include "letters.hpp"
#include "slips.hpp"

namespace redline::traffic {

namespace {

struct Slip {
    Dirt dirt;
    void (*apply)(std::string& line, base::Random& random);
};

/// In the order they happen: at the keyboard first, then on the way.
constexpr std::array slips = std::to_array<Slip>({
    {Dirt::note, add_note},
    {Dirt::quote_mark, add_quotes},
    {Dirt::typing_error, mistype_letter},
    {Dirt::space_before_comma, space_before_comma},
    {Dirt::no_space_after_comma, no_space_after_comma},
    {Dirt::trailing_mark, trailing_mark},
    {Dirt::double_space, double_a_space},
    {Dirt::newline, break_line},
    {Dirt::html_entity, escape_as_html},
    {Dirt::broken_encoding, break_encoding},
    {Dirt::control_character, add_control_character},
});

void set_case(LineCase letters, std::string& line) {
    if (letters == LineCase::upper) upper(line);
    if (letters == LineCase::lower) lower(line);
}

/// Nobody sends an empty line, and a military address without its post office is not one.
bool needs_locality(const PostalAddress& address, const std::string& line) {
    return line.empty() || address.kind == AddressKind::military;
}

} // namespace

void type_address(const PostalAddress& address, const Typist& typist, std::string& line) {
    line.clear();
    auto habits = draw_habits(typist.rates, typist.random);
    append_delivery(address, typist, habits, line);
    if (needs_locality(address, line)) habits.locality = Locality::city_state_zip;
    append_locality(address, typist, habits, line);
    set_case(habits.letters, line);
    for (const auto& slip : slips)
        if (typist.slips(slip.dirt)) slip.apply(line, typist.random);
}

} // namespace redline::traffic
