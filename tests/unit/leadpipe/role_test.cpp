#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/role.hpp"

using namespace redline::leadpipe;

namespace {

std::string line_of(const Role& role) {
    std::string line = role.name + ':';
    for (const auto& word : role.words) line += ' ' + word;
    return line;
}

} // namespace

BOOST_AUTO_TEST_SUITE(role)

BOOST_AUTO_TEST_CASE(who_is_needed_comes_before_who_needs_their_ports) {
    const auto roles = pipeline_roles({"/x", 2, 8080, {"--dedupe=off"}, {"--balance=rr"}, {"--latency=5ms"}});
    BOOST_REQUIRE(roles.size() == 4U);
    BOOST_TEST(line_of(roles[0]) == "buyers: buyers --latency=5ms");
    BOOST_TEST(line_of(roles[1]) == "worker-0: serve --worker 0 --database /x/worker-0/leads.sqlite "
                                    "--buyers 127.0.0.1:{buyers} --dedupe=off");
    BOOST_TEST(line_of(roles[2]) == "worker-1: serve --worker 1 --database /x/worker-1/leads.sqlite "
                                    "--buyers 127.0.0.1:{buyers} --dedupe=off");
    BOOST_TEST(line_of(roles[3]) ==
               "gateway: gateway --worker 127.0.0.1:{worker-0} --worker 127.0.0.1:{worker-1} --balance=rr");
    BOOST_TEST(roles[3].port == 8080);
    BOOST_TEST(roles[0].port == 0);
}

BOOST_AUTO_TEST_CASE(places_are_filled_with_the_ports_of_their_roles) {
    const std::vector<std::string> words{"h:{worker-1}", "{worker-10}", "{nobody}", "plain"};
    const std::vector<std::string> filled{"h:41", "50", "{nobody}", "plain"};
    BOOST_TEST(with_ports(words, {{"worker-1", 41}, {"worker-10", 50}}) == filled,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
