#include "redline/reports/run_record.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::reports;

BOOST_AUTO_TEST_SUITE(run_record)

// Scripts read these words; COMMANDS.md promises them.
BOOST_AUTO_TEST_CASE(verdicts_have_their_promised_words) {
    BOOST_TEST(to_text(Verdict::pass) == "pass");
    BOOST_TEST(to_text(Verdict::fail) == "fail");
    BOOST_TEST(to_text(Verdict::undecided) == "undecided");
    BOOST_TEST(to_text(Verdict::interrupted) == "interrupted");
}

BOOST_AUTO_TEST_CASE(a_record_nobody_judged_has_not_passed) {
    BOOST_TEST((RunRecord{}.verdict == Verdict::undecided));
}

BOOST_AUTO_TEST_SUITE_END()
