#include "person.hpp"

#include <array>

#include "letters.hpp"
#include "names.hpp"
#include "redline/base/ids.hpp"
#include "write_text.hpp"

namespace redline::traffic {

namespace {

/// The lead market's own vertical names; their shares are an assumption of ours.
constexpr std::array vertical_rows = std::to_array<Weighted>({{"auto-insurance", 28},
                                                              {"solar", 18},
                                                              {"home-improvement", 16},
                                                              {"medicare", 14},
                                                              {"mortgage", 10},
                                                              {"debt-relief", 8},
                                                              {"education", 6}});
constexpr std::array source_rows =
    std::to_array<Weighted>({{"web", 62}, {"call-center", 14}, {"partner-api", 14}, {"social", 10}});
constexpr std::array device_rows = std::to_array<Weighted>({{"mobile", 62}, {"desktop", 32}, {"tablet", 6}});
constexpr std::array consent_text_rows =
    std::to_array<Weighted>({{"tcpa-2024-1", 20}, {"tcpa-2025-1", 45}, {"tcpa-2025-2", 35}});
constexpr std::array<std::string_view, 3> safe_domains{"example.com", "example.net", "example.org"};

template <std::size_t size>
std::string_view pick(base::Random& random, const std::array<Weighted, size>& rows) {
    return WeightedTable(rows).pick(random);
}

/// The person's number keeps two people's addresses apart, so that duplicates are exactly the ones we made.
void fill_email(base::Random& random, std::uint64_t person, Lead& into) {
    const auto domain = safe_domains[random.below(safe_domains.size())];
    write(into.email, "{}.{}{}@{}", into.first_name, into.last_name, person, domain);
    lower(into.email);
}

void fill_phone(base::Random& random, const Place& home, Lead& into) {
    const auto area = home.area_codes[random.below(home.area_codes.size())];
    write(into.phone, "{}-555-01{:02}", area, random.below(100));
}

void append_hex(std::string& out, std::uint64_t value) {
    std::array<char, 16> digits;
    base::write_hex(value, digits.data());
    out.append(digits.data(), digits.size());
}

void fill_consent(base::Random& random, Lead& into) {
    into.consent_certificate_id.clear();
    for (int i = 0; i < 3; ++i) append_hex(into.consent_certificate_id, random.next());
    into.consent_certificate_id.resize(40);
    into.consent_text_version = pick(random, consent_text_rows);
    write(into.consent_given_at, "2026-05-{:02}T{:02}:{:02}:{:02}Z", 1 + random.below(31), random.below(24),
          random.below(60), random.below(60));
}

} // namespace

const Place& home_of(std::uint64_t seed, std::uint64_t person) {
    auto random = base::Random::keyed(seed, "lead home", person);
    return places()[random.below(places().size())];
}

void fill_person(std::uint64_t seed, std::uint64_t person, Lead& into) {
    auto random = base::Random::keyed(seed, "lead person", person);
    into.first_name = first_names().pick(random);
    into.last_name = last_names().pick(random);
    fill_email(random, person, into);
    fill_phone(random, home_of(seed, person), into);
    into.vertical = pick(random, vertical_rows);
    write(into.campaign, "c-{}", 1000 + random.below(120));
    write(into.sub_id, "s-{}", 1 + random.below(400));
    into.source = pick(random, source_rows);
    into.device = pick(random, device_rows);
    fill_consent(random, into);
}

void type_person_anew(base::Random& random, Lead& into) {
    const auto recase = random.chance(0.5) ? upper : lower;
    recase(into.first_name);
    recase(into.last_name);
    if (random.chance(0.3)) upper(into.email);
    const auto area = into.phone.substr(0, 3);
    const auto line = into.phone.substr(8);
    switch (random.below(4)) {
    case 0: return write(into.phone, "({}) 555-{}", area, line);
    case 1: return write(into.phone, "{}555{}", area, line);
    case 2: return write(into.phone, "+1 {} 555 {}", area, line);
    default: return write(into.phone, "{}.555.{}", area, line);
    }
}

void fill_lead_ref(std::uint64_t seed, std::uint64_t index, Lead& into) {
    auto random = base::Random::keyed(seed, "lead ref", index);
    const auto high = (random.next() & ~0xf000ULL) | 0x4000ULL;
    const auto low = (random.next() & ~(3ULL << 62)) | (2ULL << 62);
    write(into.lead_ref, "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xffff,
          high & 0xffff, low >> 48, low & 0xffffffffffffULL);
}

} // namespace redline::traffic
