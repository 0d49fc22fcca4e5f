#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/conservation.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// As many leads of each state as its number says, and as many received as that makes.
LeadCounts one_more_of_each() {
    LeadCounts counts;
    for (const auto state : lead_states) {
        const auto count = static_cast<std::int64_t>(state) + 1;
        counts.by_state[static_cast<std::size_t>(state)] = count;
        counts.received += count;
    }
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(conservation)

BOOST_AUTO_TEST_CASE(every_lead_has_one_place) {
    const auto counts = one_more_of_each();
    BOOST_TEST(conservation_of(counts, 0, 0).holds());
    const auto dead = conservation_of(counts, 1, 0);
    BOOST_TEST(dead.holds());
    BOOST_TEST(dead.in_flight == counts[LeadState::accepted] - 1);
    BOOST_TEST(dead.dead_lettered == counts[LeadState::failed] + 1);
    BOOST_TEST(dead.sold == counts[LeadState::sold] + counts[LeadState::returned]);
}

BOOST_AUTO_TEST_CASE(a_lead_more_or_less_in_any_state_breaks_the_law) {
    for (const auto state : lead_states)
        for (const int change : {-1, 1}) {
            auto counts = one_more_of_each();
            counts.by_state[static_cast<std::size_t>(state)] += change;
            BOOST_TEST(!conservation_of(counts, 0, 0).holds(), to_text(state) << ' ' << change);
        }
}

BOOST_AUTO_TEST_CASE(a_stranded_lead_breaks_it_though_the_sum_is_right) {
    const auto counted = conservation_of(one_more_of_each(), 0, 1);
    BOOST_TEST(counted.in_flight == 1);
    BOOST_TEST(!counted.holds());
}

BOOST_AUTO_TEST_CASE(its_text_says_every_term) {
    const auto counted = conservation_of(one_more_of_each(), 1, 1);
    const auto json = base::parse_json(to_json(counted), "law").value();
    const base::Json expected{{"holds", false},     {"received", 28}, {"sold", 9},
                              {"unsold", 3},        {"rejected", 5},  {"duplicate", 4},
                              {"dead_lettered", 7}, {"in_flight", 0}, {"stranded", 1}};
    BOOST_TEST(json == expected, json.dump());
}

BOOST_AUTO_TEST_SUITE_END()
