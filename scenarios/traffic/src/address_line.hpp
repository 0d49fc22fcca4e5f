/// Why this exists: the step from an address to what somebody typed: spellings, missing parts, commas, case,
/// then slips of the hand and of the encoding.
#pragma once

#include <string>

#include "line_habits.hpp"
#include "postal_address.hpp"

namespace redline::traffic {

/// Somebody at a keyboard: how dirty they are, their dice, and whether they spell words in full where the
/// clean profile would shorten them (somebody else typed the same address before).
struct Typist {
    const DirtRates& rates;
    base::Random& random;
    bool in_full = false;

    bool slips(Dirt dirt) const { return random.chance(rates.of(dirt)); }
    std::string_view spell(const FormFamily& word) const;
};

/// Replaces `line`. Text is UTF-8.
void type_address(const PostalAddress& address, const Typist& typist, std::string& line);

/// Everything before the city: street or box, unit, building, recipient.
void append_delivery(const PostalAddress& address, const Typist& typist, const LineHabits& habits,
                     std::string& line);

/// City, state and ZIP, as far as the habits type them.
void append_locality(const PostalAddress& address, const Typist& typist, const LineHabits& habits,
                     std::string& line);

} // namespace redline::traffic
