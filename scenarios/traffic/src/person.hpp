/// Why this exists: who a lead is about, apart from how the address was typed: name, contact, campaign and
/// consent. A duplicate keeps all of it but `lead_ref`.
///
/// A request mostly names one field or two, so each is drawn alone: a person's dice are one stream, every
/// field has its places in it, and those of the others are skipped.
#pragma once

#include <cstdint>
#include <span>

#include "places.hpp"
#include "redline/base/random.hpp"
#include "redline/traffic/lead.hpp"

namespace redline::traffic {

/// Where person `number` of the feed lives. The name, the telephone's area code and the address agree on it.
const Place& home_of(std::uint64_t seed, std::uint64_t number);

struct Person {
    Person(std::uint64_t feed_seed, std::uint64_t person)
        : seed(feed_seed), number(person), dice(base::Random::keyed(feed_seed, "lead person", person)) {}

    std::uint64_t seed;
    std::uint64_t number;
    base::Random dice;
};

/// A field that tells something of a person, and what appends it.
struct PersonField {
    std::string Lead::*text;
    void (*append)(const Person& person, std::string& out);
};

/// All fields but `lead_ref` and `address_line`.
std::span<const PersonField> person_fields();

/// The same person at another keyboard: the name in capitals or small letters, perhaps the e-mail address in
/// capitals, the telephone number in another layout. Always differs from what person_fields() append.
class OtherKeyboard {
  public:
    static constexpr std::uint64_t numbers = 3; ///< taken from `typing`

    explicit OtherKeyboard(base::Random& typing)
        : name_in_capitals_(typing.chance(0.5)), email_in_capitals_(typing.chance(0.3)),
          phone_layout_(typing.below(4)) {}

    /// Types what person_fields() appended for `field` anew.
    void retype(std::string Lead::*field, std::string& text) const;

  private:
    void lay_out_phone(std::string& phone) const;

    bool name_in_capitals_;
    bool email_in_capitals_;
    std::uint64_t phone_layout_;
};

/// A version 4 UUID (RFC 9562), one for each index.
void append_lead_ref(std::uint64_t seed, std::uint64_t index, std::string& out);

} // namespace redline::traffic
