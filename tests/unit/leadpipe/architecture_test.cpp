#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/architecture.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(architecture)

BOOST_AUTO_TEST_CASE(each_reads_back_and_does_less_before_it_answers) {
    int in_request = 3;
    for (const auto* text : {"monolith-sync", "modular", "hybrid", "event"}) {
        const auto architecture = parse_architecture(text).value();
        BOOST_TEST(to_text(architecture) == text);
        const int steps = int{auctions_in_request(architecture)} + int{delivers_in_request(architecture)};
        BOOST_TEST(steps <= in_request);
        in_request = steps;
    }
    BOOST_TEST(in_request == 0);
    BOOST_TEST(base::to_text(parse_architecture("events").error()) ==
               "there is no architecture `events`\n  = did you mean `event`?");
}

BOOST_AUTO_TEST_SUITE_END()
