#include "redline/traffic/lead_feed.hpp"

#include <cmath>
#include <latch>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/base/json_text.hpp"

using namespace redline::traffic;

BOOST_AUTO_TEST_SUITE(lead_feed)

namespace {

constexpr std::uint64_t seed = 42;
constexpr std::uint64_t many = 100'000;

std::string json_of(const LeadFeed& feed, std::uint64_t index) {
    std::string out;
    feed.append_json(index, out);
    return out;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

std::string folded(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// 555-0100 to 555-0199 behind an area code that cannot be one of another kind (NANP: 2-9, then not 9, then
/// any).
bool safe_phone(std::string_view phone) {
    auto digits = digits_of(phone);
    if (digits.size() == 11 && digits.front() == '1') digits.erase(0, 1);
    return digits.size() == 10 && digits[0] >= '2' && digits[1] <= '8' && digits.substr(3, 5) == "55501";
}

bool safe_email(const std::string& email) {
    const auto domain = folded(email.substr(email.find('@') + 1));
    return email.find('@') == email.rfind('@') && email.find('@') > 0 &&
           (domain == "example.com" || domain == "example.net" || domain == "example.org");
}

bool valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto size = redline::base::utf8_sequence_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string without_ref(Lead lead) {
    lead.lead_ref.clear();
    std::string out;
    append_json(lead, out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_lead_depends_on_seed_and_index_and_not_on_what_was_asked_before) {
    const LeadFeed feed({DirtProfile::hostile, 0.2}, seed);
    const LeadFeed again({DirtProfile::hostile, 0.2}, seed);
    std::vector<Lead> backwards(1000);
    for (std::uint64_t index = 1000; index-- > 0;) again.lead(index, backwards[index]);
    for (std::uint64_t index = 0; index < 1000; ++index)
        BOOST_REQUIRE_MESSAGE(feed.lead(index) == backwards[index], "seed " << seed << " index " << index);
    BOOST_TEST(json_of(feed, 7) != json_of(LeadFeed({DirtProfile::hostile, 0.2}, seed + 1), 7));
}

BOOST_AUTO_TEST_CASE(threads_that_share_a_feed_make_what_one_thread_makes) {
    constexpr std::size_t threads = 4, leads = 40'000;
    const LeadFeed feed({DirtProfile::hostile, 0.2}, seed);
    std::vector<std::string> made(leads);
    {
        std::latch all_started(threads);
        std::vector<std::jthread> workers;
        for (std::size_t worker = 0; worker < threads; ++worker)
            workers.emplace_back([&, worker] {
                all_started.arrive_and_wait();
                for (std::size_t index = worker; index < leads; index += threads)
                    feed.append_json(index, made[index]);
            });
    }
    for (std::size_t index = 0; index < leads; ++index)
        BOOST_REQUIRE_MESSAGE(made[index] == json_of(feed, index), "seed " << seed << " index " << index);
}

BOOST_AUTO_TEST_CASE(append_field_appends_the_raw_text_of_the_json_field_of_that_path) {
    const LeadFeed feed({DirtProfile::hostile, 0.2}, seed);
    for (std::uint64_t index = 0; index < 200; ++index) {
        const auto json = redline::base::parse_json(json_of(feed, index), "lead");
        BOOST_REQUIRE(json.has_value());
        std::string email = "before ", line, given_at;
        BOOST_REQUIRE(feed.append_field(index, "email", email));
        BOOST_REQUIRE(feed.append_field(index, "address.line", line));
        BOOST_REQUIRE(feed.append_field(index, "consent.given_at", given_at));
        BOOST_TEST(email == "before " + (*json)["email"].get<std::string>());
        BOOST_TEST(line == (*json)["address"]["line"].get<std::string>());
        BOOST_TEST(given_at == (*json)["consent"]["given_at"].get<std::string>());
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_field_is_refused_and_nothing_appended) {
    const LeadFeed feed({DirtProfile::clean, 0}, seed);
    std::string out = "before";
    BOOST_TEST(!feed.append_field(3, "address", out));
    BOOST_TEST(!feed.append_field(3, "e-mail", out));
    BOOST_TEST(out == "before");
    for (const auto name : LeadFeed::field_names()) BOOST_TEST(feed.append_field(3, name, out));
}

BOOST_AUTO_TEST_CASE(contacts_stay_in_reserved_ranges_and_json_says_what_the_lead_says) {
    const LeadFeed feed({DirtProfile::hostile, 0.2}, seed);
    Lead lead;
    std::string out;
    for (std::uint64_t index = 0; index < many; ++index) {
        feed.lead(index, lead);
        out.clear();
        feed.append_json(index, out);
        const auto json = redline::base::parse_json(out, "lead");
        const bool safe = safe_phone(lead.phone) && safe_email(lead.email);
        const bool faithful = valid_utf8(out) && json &&
                              json->at("address").at("line") == lead.address_line &&
                              json->at("email") == lead.email && json->at("phone") == lead.phone;
        if (!safe || !faithful || lead.address_line.empty())
            BOOST_FAIL(out << " safe " << safe << " faithful " << faithful << " seed " << seed << " index "
                           << index);
    }
}

BOOST_AUTO_TEST_CASE(references_are_unique_and_without_duplicates_so_are_people) {
    const LeadFeed feed({DirtProfile::typical, 0}, seed);
    std::unordered_set<std::string> references, emails;
    Lead lead;
    for (std::uint64_t index = 0; index < many; ++index) {
        feed.lead(index, lead);
        references.insert(lead.lead_ref);
        emails.insert(lead.email);
    }
    BOOST_TEST(references.size() == many);
    BOOST_TEST(emails.size() == many);
}

BOOST_AUTO_TEST_CASE(duplicates_come_in_the_share_asked_for_and_half_of_them_are_copies) {
    constexpr double share = 0.12;
    const LeadFeed feed({DirtProfile::hostile, share}, seed);
    std::unordered_map<std::string, std::set<std::string>> sent_by_person;
    double duplicates = 0, copies = 0;
    for (std::uint64_t index = 0; index < many; ++index) {
        const auto lead = feed.lead(index);
        auto& sent = sent_by_person[folded(lead.email)];
        if (!sent.empty()) ++duplicates;
        if (!sent.insert(without_ref(lead)).second) ++copies;
    }
    const auto within = [](double got, double expected, double draws) {
        return std::abs(got - expected * draws) <= 4 * std::sqrt(draws * expected * (1 - expected));
    };
    BOOST_TEST(within(duplicates, share, many), duplicates << " duplicates, seed " << seed);
    BOOST_TEST(within(copies, 0.5, duplicates), copies << " copies of " << duplicates << ", seed " << seed);
}

BOOST_AUTO_TEST_CASE(a_duplicate_is_the_same_person_sent_again_soon) {
    const LeadFeed feed({DirtProfile::typical, 0.2}, seed);
    std::unordered_map<std::string, std::pair<std::uint64_t, Lead>> last_sent;
    double duplicates = 0, soon = 0, other_spelling = 0, typed_anew = 0;
    for (std::uint64_t index = 0; index < 20'000; ++index) {
        const auto lead = feed.lead(index);
        const auto found = last_sent.find(folded(lead.email));
        if (found != last_sent.end()) {
            const auto& [before, earlier] = found->second;
            BOOST_REQUIRE(folded(lead.first_name + lead.last_name) ==
                          folded(earlier.first_name + earlier.last_name));
            const auto now = digits_of(lead.phone), then = digits_of(earlier.phone);
            BOOST_REQUIRE(now.substr(now.size() - 10) == then.substr(then.size() - 10));
            BOOST_REQUIRE(lead.consent_certificate_id == earlier.consent_certificate_id);
            BOOST_REQUIRE(lead.lead_ref != earlier.lead_ref);
            ++duplicates;
            soon += index - before < 1000;
            typed_anew += lead.first_name != earlier.first_name;
            other_spelling +=
                lead.first_name != earlier.first_name && lead.address_line != earlier.address_line;
        }
        last_sent[folded(lead.email)] = {index, lead};
    }
    BOOST_TEST(duplicates > 3500);
    BOOST_TEST(soon > 0.95 * duplicates);
    BOOST_TEST(other_spelling > 0.6 * typed_anew);
}

BOOST_AUTO_TEST_SUITE_END()
