#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "redline/leadpipe/blocking.hpp"

using namespace redline::leadpipe;

namespace {

bool share_a_key(const Party& a, const Party& b) {
    const auto left = blocking_keys(traits_of(a)), right = blocking_keys(traits_of(b));
    return std::find_first_of(left.begin(), left.end(), right.begin(), right.end()) != left.end();
}

std::vector<PartyTraits> sorted_traits(const std::vector<Party>& parties) {
    std::vector<PartyTraits> traits;
    for (const auto& party : parties) traits.push_back(traits_of(party));
    std::sort(traits.begin(), traits.end());
    return traits;
}

} // namespace

BOOST_AUTO_TEST_SUITE(blocking)

BOOST_AUTO_TEST_CASE(one_thing_in_common_is_enough_to_be_compared) {
    BOOST_TEST(share_a_key({"", "9 Elm St", "", ""}, {"", "9 W. ELM", "", ""}));
    BOOST_TEST(share_a_key({"", "9 Martin Luther King Jr Dr", "", ""}, {"", "9 King Dr", "", ""}));
    BOOST_TEST(share_a_key({"", "5500 N St Louis Ave", "", ""}, {"", "5500 N Saint Louis Ave", "", ""}));
    BOOST_TEST(share_a_key({"A", "", "", "217-555-0143"}, {"B", "", "", "555 0143"}));
    BOOST_TEST(share_a_key({"Mary Smith", "", "", ""}, {"SMITH, MARY", "", "", ""}));
}

BOOST_AUTO_TEST_CASE(what_many_have_in_common_is_not) {
    BOOST_TEST(!share_a_key({"", "9 Elm St", "", ""}, {"", "9 Oak St", "", ""}));
    BOOST_TEST(!share_a_key({"", "9 Elm St", "", ""}, {"", "10 Elm St", "", ""}));
    BOOST_TEST(!share_a_key({"", "9 St Louis Ave", "", ""}, {"", "9 St Clair Ave", "", ""}));
    BOOST_TEST(!share_a_key({"Mary Smith", "", "62704", ""}, {"Mary Jones", "", "62704", ""}));
    BOOST_TEST(blocking_keys({}).empty());
}

BOOST_AUTO_TEST_CASE(a_pair_is_named_once_however_many_keys_it_shares) {
    const auto parties = sorted_traits({{"Elm House", "9 Elm St", "", "5550143"},
                                        {"Elm House", "9 Elm St Apt 2", "", "5550143"},
                                        {"Oak House", "7 Oak St", "", "5550177"}});
    const std::vector<PairOfPlaces> only{{0, 1}};
    BOOST_TEST((candidate_pairs(parties) == only));
}

BOOST_AUTO_TEST_CASE(a_popular_key_costs_a_window_and_no_square) {
    std::vector<Party> parties;
    const std::size_t count = 1000;
    for (std::size_t number = 0; number < count; ++number)
        parties.push_back({"", "", std::to_string(10000 + number), "5550143"});
    const auto pairs = candidate_pairs(sorted_traits(parties));
    const auto window = block_max - 1;
    BOOST_TEST(pairs.size() == count * window - window * (window + 1) / 2);
    for (const auto& [a, b] : pairs) BOOST_TEST_REQUIRE((a < b && b - a <= window));
}

BOOST_AUTO_TEST_SUITE_END()
