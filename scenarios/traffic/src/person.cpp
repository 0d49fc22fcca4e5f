#include "person.hpp"

#include <algorithm>
#include <array>

#include "letters.hpp"
#include "names.hpp"
#include "redline/base/ids.hpp"
#include "redline/base/uuid.hpp"
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
constexpr WeightedTable verticals(vertical_rows), sources(source_rows), devices(device_rows),
    consent_texts(consent_text_rows);
constexpr std::array<std::string_view, 3> safe_domains{"example.com", "example.net", "example.org"};

/// What each number of a person's stream decides.
enum class Die : std::uint64_t {
    first_name,
    last_name,
    domain,
    area_code,
    phone_line,
    vertical,
    campaign,
    sub_id,
    source,
    device,
    certificate,
    consent_text = certificate + 3,
    consent_second,
    consent_minute,
    consent_hour,
    consent_day
};

base::Random dice_from(const Person& person, Die die) {
    auto dice = person.dice;
    dice.skip(static_cast<std::uint64_t>(die));
    return dice;
}

std::uint64_t below(const Person& person, Die die, std::uint64_t bound) {
    return dice_from(person, die).below(bound);
}

std::string_view pick(const Person& person, Die die, const WeightedTable& table) {
    auto dice = dice_from(person, die);
    return table.pick(dice);
}

std::string_view first_name(const Person& person) { return pick(person, Die::first_name, first_names()); }

std::string_view last_name(const Person& person) { return pick(person, Die::last_name, last_names()); }

/// The person's number keeps two people's addresses apart, so that duplicates are exactly the ones we made.
void append_email(const Person& person, std::string& out) {
    const auto start = static_cast<std::ptrdiff_t>(out.size());
    append(out, first_name(person), '.', last_name(person));
    std::transform(out.begin() + start, out.end(), out.begin() + start, to_lower);
    append(out, person.number, '@', safe_domains[below(person, Die::domain, safe_domains.size())]);
}

void append_phone(const Person& person, std::string& out) {
    const auto& home = home_of(person.seed, person.number);
    const auto area = home.area_codes[below(person, Die::area_code, home.area_codes.size())];
    append(out, area, "-555-01", Padded{below(person, Die::phone_line, 100), 2});
}

void append_certificate(const Person& person, std::string& out) {
    auto dice = dice_from(person, Die::certificate);
    std::array<char, 48> digits;
    for (std::size_t at = 0; at < digits.size(); at += 16) base::write_hex(dice.next(), digits.data() + at);
    out.append(digits.data(), 40);
}

void append_given_at(const Person& person, std::string& out) {
    append(out, "2026-05-", Padded{1 + below(person, Die::consent_day, 31), 2}, 'T',
           Padded{below(person, Die::consent_hour, 24), 2}, ':',
           Padded{below(person, Die::consent_minute, 60), 2}, ':',
           Padded{below(person, Die::consent_second, 60), 2}, 'Z');
}

constexpr std::array fields = std::to_array<PersonField>({
    {&Lead::first_name, [](const Person& person, std::string& out) { out += first_name(person); }},
    {&Lead::last_name, [](const Person& person, std::string& out) { out += last_name(person); }},
    {&Lead::email, append_email},
    {&Lead::phone, append_phone},
    {&Lead::vertical,
     [](const Person& person, std::string& out) { out += pick(person, Die::vertical, verticals); }},
    {&Lead::campaign, [](const Person& person,
                         std::string& out) { append(out, "c-", 1000 + below(person, Die::campaign, 120)); }},
    {&Lead::sub_id,
     [](const Person& person, std::string& out) { append(out, "s-", 1 + below(person, Die::sub_id, 400)); }},
    {&Lead::source,
     [](const Person& person, std::string& out) { out += pick(person, Die::source, sources); }},
    {&Lead::device,
     [](const Person& person, std::string& out) { out += pick(person, Die::device, devices); }},
    {&Lead::consent_certificate_id, append_certificate},
    {&Lead::consent_text_version,
     [](const Person& person, std::string& out) { out += pick(person, Die::consent_text, consent_texts); }},
    {&Lead::consent_given_at, append_given_at},
});

} // namespace

const Place& home_of(std::uint64_t seed, std::uint64_t number) {
    auto random = base::Random::keyed(seed, "lead home", number);
    return places()[random.below(places().size())];
}

std::span<const PersonField> person_fields() { return fields; }

void OtherKeyboard::retype(std::string Lead::*field, std::string& text) const {
    if (field == &Lead::first_name || field == &Lead::last_name)
        name_in_capitals_ ? upper(text) : lower(text);
    else if (field == &Lead::email && email_in_capitals_)
        upper(text);
    else if (field == &Lead::phone)
        lay_out_phone(text);
}

void OtherKeyboard::lay_out_phone(std::string& phone) const {
    const auto area = phone.substr(0, 3);
    const auto line = phone.substr(8);
    switch (phone_layout_) {
    case 0: return write(phone, '(', area, ") 555-", line);
    case 1: return write(phone, area, "555", line);
    case 2: return write(phone, "+1 ", area, " 555 ", line);
    default: return write(phone, area, ".555.", line);
    }
}

void append_lead_ref(std::uint64_t seed, std::uint64_t index, std::string& out) {
    auto random = base::Random::keyed(seed, "lead ref", index);
    base::append_uuid(out, base::random_uuid(random));
}

} // namespace redline::traffic
