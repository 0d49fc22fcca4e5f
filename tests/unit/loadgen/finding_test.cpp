#include "redline/loadgen/finding.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;

BOOST_AUTO_TEST_SUITE(finding)

BOOST_AUTO_TEST_CASE(a_finding_decides_nothing_unless_it_says_whom_it_blames) {
    BOOST_CHECK(Finding{}.blame == Blame::nobody);
}

BOOST_AUTO_TEST_SUITE_END()
