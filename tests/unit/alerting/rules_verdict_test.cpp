#include "redline/alerting/rules_verdict.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace redline::alerting;

BOOST_AUTO_TEST_SUITE(rules_verdict)

BOOST_AUTO_TEST_CASE(states_read_as_people_say_them) {
    BOOST_TEST(std::string(to_text(RuleState::held)) == "held");
    BOOST_TEST(std::string(to_text(RuleState::fired)) == "fired");
    BOOST_TEST(std::string(to_text(RuleState::not_evaluated)) == "not evaluated");
}

/// Nobody may read a rule that was never judged as one that held.
BOOST_AUTO_TEST_CASE(what_nobody_judged_is_not_evaluated) {
    BOOST_TEST((AlertVerdict{}.state == RuleState::not_evaluated));
    BOOST_TEST((BaselineVerdict{}.state == RuleState::not_evaluated));
}

BOOST_AUTO_TEST_SUITE_END()
