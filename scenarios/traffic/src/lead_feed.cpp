#include "redline/traffic/lead_feed.hpp"

#include <array>
#include <iterator>

#include <fmt/format.h>

#include "person.hpp"
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

void fill_address(std::uint64_t seed, std::uint64_t person, Lead& into) {
    auto random = base::Random::keyed(seed, "lead address", person);
    const auto& home = home_of(seed, person);
    into.address_line.clear();
    fmt::format_to(std::back_inserter(into.address_line), "{} Main St, {}, {} {}", 1 + random.below(9999),
                   home.city, home.state, home.zip);
}

} // namespace

Lead LeadFeed::lead(std::uint64_t index) const {
    Lead made;
    lead(index, made);
    return made;
}

void LeadFeed::lead(std::uint64_t index, Lead& into) const {
    fill_lead_ref(seed_, index, into);
    fill_person(seed_, index, into);
    fill_address(seed_, index, into);
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
