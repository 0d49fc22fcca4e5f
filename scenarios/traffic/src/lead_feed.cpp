#include "redline/traffic/lead_feed.hpp"

#include <vector>

#include "address_line.hpp"
#include "dirt_rates.hpp"
#include "duplicates.hpp"
#include "person.hpp"
#include "postal_address.hpp"
#include "redline/base/random.hpp"

namespace redline::traffic {

namespace {

/// One lead a thread, so that its texts keep their room between calls.
Lead& scratch_lead() {
    thread_local Lead lead;
    return lead;
}

std::vector<std::string_view> names_of_fields() {
    std::vector<std::string_view> names;
    for (const auto& field : lead_fields()) names.push_back(field.name);
    return names;
}

/// One address a thread, for the same reason.
PostalAddress& scratch_address() {
    thread_local PostalAddress address;
    return address;
}

} // namespace

Lead LeadFeed::lead(std::uint64_t index) const {
    Lead made;
    lead(index, made);
    return made;
}

void LeadFeed::lead(std::uint64_t index, Lead& into) const {
    const auto origin = origin_of(options_.duplicate_share, seed_, index);
    const bool anew = origin.typed_at != origin.person;
    const auto& rates = rates_of(options_.profile);
    auto drawing = base::Random::keyed(seed_, "lead address", origin.person);
    auto typing = base::Random::keyed(seed_, "lead typing", origin.typed_at);
    auto& address = scratch_address();
    fill_lead_ref(seed_, index, into);
    fill_person(seed_, origin.person, into);
    if (anew) type_person_anew(typing, into);
    draw_address(rates, drawing, home_of(seed_, origin.person), address);
    type_address(address, Typist{rates, typing, anew}, into.address_line);
}

void LeadFeed::append_json(std::uint64_t index, std::string& out) const {
    auto& made = scratch_lead();
    lead(index, made);
    traffic::append_json(made, out);
}

bool LeadFeed::append_field(std::uint64_t index, std::string_view field, std::string& out) const {
    const auto* found = find_lead_field(field);
    if (found == nullptr) return false;
    auto& made = scratch_lead();
    lead(index, made);
    out += made.*found->text;
    return true;
}

std::span<const std::string_view> LeadFeed::field_names() {
    static const auto names = names_of_fields();
    return names;
}

} // namespace redline::traffic
