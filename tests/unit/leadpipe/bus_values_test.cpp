#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/bus_values.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(bus_values)

BOOST_AUTO_TEST_CASE(faults_are_words_for_labels) {
    BOOST_TEST(to_text(BusFault::contract) == "contract");
    BOOST_TEST(to_text(BusFault::subscription) == "subscription");
    BOOST_TEST(to_text(BusFault::full) == "full");
    BOOST_TEST(to_text(BusFault::backlog) == "backlog");
    BOOST_TEST(to_text(BusFault::storage) == "storage");
}

BOOST_AUTO_TEST_SUITE_END()
