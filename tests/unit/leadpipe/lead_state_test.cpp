#include <boost/test/unit_test.hpp>

#include <set>

#include "redline/leadpipe/lead_state.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(lead_state)

BOOST_AUTO_TEST_CASE(every_state_has_a_word_and_a_number_of_its_own) {
    std::set<std::string_view> words;
    for (std::size_t number = 0; number < lead_states.size(); ++number) {
        BOOST_TEST(static_cast<std::size_t>(lead_states[number]) == number);
        words.insert(to_text(lead_states[number]));
    }
    BOOST_TEST(words.size() == lead_states.size());
    BOOST_TEST(words.contains("accepted"));
}

BOOST_AUTO_TEST_SUITE_END()
