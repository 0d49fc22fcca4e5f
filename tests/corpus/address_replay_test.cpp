// Generated traffic is made, not replayed: no line of the corpora may come out of the generator.
#include <string>
#include <unordered_set>

#include "corpus_file.hpp"
#include "redline/base/json.hpp"
#include "redline/traffic/lead_feed.hpp"

using namespace redline;

BOOST_AUTO_TEST_SUITE(address_replay)

BOOST_AUTO_TEST_CASE(no_real_line_is_among_two_hundred_thousand_hostile_ones) {
    constexpr std::uint64_t seed = 20260501;
    std::unordered_set<std::string> real;
    const auto rows = test::corpus_lines("addresses/us_messy_lines.tsv");
    for (std::size_t row = 1; row < rows.size(); ++row)
        real.insert(rows[row].substr(rows[row].find('\t') + 1));
    for (const auto& row : test::corpus_lines("addresses/us_labeled_tokens.jsonl"))
        real.insert(base::parse_json(row, "corpus")->at("raw").get<std::string>());
    BOOST_TEST(rows.size() - 1 == 2989u);
    BOOST_TEST(real.size() > 2500u);
    const traffic::LeadFeed feed({traffic::DirtProfile::hostile, 0}, seed);
    traffic::Lead lead;
    for (std::uint64_t index = 0; index < 200'000; ++index) {
        feed.lead(index, lead);
        BOOST_REQUIRE_MESSAGE(!real.contains(lead.address_line), "seed " << seed << " index " << index);
    }
}

BOOST_AUTO_TEST_SUITE_END()
