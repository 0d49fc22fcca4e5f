#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/blocking.hpp"
#include "redline/leadpipe/duplicates.hpp"

using namespace redline::leadpipe;

namespace {

using Places = std::vector<std::size_t>;

} // namespace

BOOST_AUTO_TEST_SUITE(duplicates)

BOOST_AUTO_TEST_CASE(each_party_is_led_back_to_where_it_was_said_first) {
    const Party parties[] = {
        {"Elm House Nursery", "120 W Elm St", "62704", "5550143"},
        {"Oak Grove School", "7 Oak Ave", "62704", "5550177"},
        {"ELM HOUSE NURSERY SCHOOL", "120 W. Elm Street", "", "555-0143"},
        {"Birch Lane Day Care", "33 Birch Ln", "62704", ""},
        {"Oak Grove School", "7 Oak Ave", "62704", "5550177"},
    };
    BOOST_TEST((duplicates_of(parties) == Places{0, 1, 0, 3, 1}));
}

BOOST_AUTO_TEST_CASE(what_hangs_together_through_a_third_is_one) {
    const Party parties[] = {
        {"Elm House Nursery", "120 W Elm St", "", ""},
        {"Elm House Nursery", "120 W Elm St", "", "5550143"},
        {"Elm House Nursery", "", "", "5550143"},
    };
    BOOST_TEST((duplicates_of(parties) == Places{0, 0, 0}));
    const Party without_the_middle[] = {parties[0], parties[2]};
    BOOST_TEST((duplicates_of(without_the_middle) == Places{0, 1}));
}

/// A phone of many is worked through in the order of the names, so that likes stand together wherever they
/// stood.
BOOST_AUTO_TEST_CASE(likes_far_apart_in_the_list_meet_under_a_popular_phone) {
    std::vector<Party> parties{{"Elm House", "", "", "5550143"}};
    for (std::size_t number = 0; number < 2 * block_max; ++number)
        parties.push_back({"Oak " + std::to_string(1000 + number), "", "", "5550143"});
    parties.push_back({"Elm House School", "", "", "5550143"});
    const auto firsts = duplicates_of(parties);
    BOOST_TEST(firsts.back() == 0U);
    for (std::size_t place = 1; place + 1 < parties.size(); ++place) BOOST_TEST(firsts[place] == place);
}

BOOST_AUTO_TEST_CASE(who_says_too_little_is_nobodys_duplicate) {
    const Party parties[] = {{"Mary", "", "", ""}, {"Mary", "", "", ""}, {}, {}};
    BOOST_TEST((duplicates_of(parties) == Places{0, 1, 2, 3}));
    BOOST_TEST(duplicates_of({}).empty());
}

BOOST_AUTO_TEST_CASE(the_threshold_is_what_a_pair_must_reach) {
    const Party parties[] = {{"Mary Smith", "", "", ""}, {"Mary Smith", "9 Elm St", "", ""}};
    const auto score = score_of(agreement_of(traits_of(parties[0]), traits_of(parties[1])));
    BOOST_TEST((duplicates_of(parties, score) == Places{0, 0}));
    BOOST_TEST((duplicates_of(parties, score + 0.001) == Places{0, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
