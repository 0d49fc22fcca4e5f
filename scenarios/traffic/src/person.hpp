/// Why this exists: who a lead is about, apart from how the address was typed: name, contact, campaign and
/// consent. A duplicate keeps all of it but `lead_ref`.
#pragma once

#include <cstdint>

#include "places.hpp"
#include "redline/base/random.hpp"
#include "redline/traffic/lead.hpp"

namespace redline::traffic {

/// Where person `person` of the feed lives. The name, the telephone's area code and the address agree on it.
const Place& home_of(std::uint64_t seed, std::uint64_t person);

/// Writes everything of `into` but `lead_ref` and `address_line`.
void fill_person(std::uint64_t seed, std::uint64_t person, Lead& into);

/// The same person at another keyboard: the name in capitals or small letters, perhaps the e-mail address in
/// capitals, the telephone number in another layout. Always differs from what fill_person wrote.
void type_person_anew(base::Random& random, Lead& into);

/// A version 4 UUID (RFC 9562), one for each index.
void fill_lead_ref(std::uint64_t seed, std::uint64_t index, Lead& into);

} // namespace redline::traffic
