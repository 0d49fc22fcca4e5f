#include "redline/scenarios/target_gauges.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::scenarios;

namespace {

/// The names and limits of what is taken from a page, as `name/limit`.
std::string uses_of(std::string_view page) {
    const auto gauges = read_gauges(page);
    std::string text;
    for (const auto& use : gauge_uses(gauges, gauges))
        text += use.name + "/" + std::to_string(static_cast<int>(use.limit)) + " ";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(target_gauges)

BOOST_AUTO_TEST_CASE(only_gauges_are_read) {
    const auto gauges = read_gauges("# HELP jobs_queued Jobs.\n# TYPE jobs_queued gauge\njobs_queued 12\n"
                                    "# TYPE requests_total counter\nrequests_total 99\n"
                                    "# TYPE pool_in_use gauge\npool_in_use{db=\"a b\"} 3.5 1700000000000\n"
                                    "pool_in_use{db=\"c\"} nonsense\nundeclared 1\n");
    BOOST_TEST(gauges.size() == 2U);
    BOOST_TEST(gauges.at("jobs_queued") == 12);
    BOOST_TEST(gauges.at("pool_in_use{db=\"a b\"}") == 3.5);
}

BOOST_AUTO_TEST_CASE(a_page_that_is_none_gives_nothing) {
    BOOST_TEST(read_gauges("").empty());
    BOOST_TEST(read_gauges("<html># TYPE x gauge</html>\n{}{}{\n\n}").empty());
    BOOST_TEST(read_gauges("# TYPE x gauge\nx").empty());
}

BOOST_AUTO_TEST_CASE(a_gauge_and_its_limit_find_each_other_by_name_and_labels) {
    BOOST_TEST(uses_of("# TYPE pool_in_use gauge\npool_in_use{db=\"a\"} 3\npool_in_use{db=\"b\"} 4\n"
                       "# TYPE pool_size gauge\npool_size{db=\"a\"} 20\n") == "pool_in_use{db=\"a\"}/20 ");
    BOOST_TEST(
        uses_of(
            "# TYPE connections gauge\nconnections 3\n# TYPE connections_max gauge\nconnections_max 9\n") ==
        "connections/9 ");
    BOOST_TEST(uses_of("# TYPE temperature gauge\ntemperature 3\n").empty());
}

BOOST_AUTO_TEST_CASE(waiting_work_is_taken_without_a_limit) {
    BOOST_TEST(uses_of("# TYPE queue_depth gauge\nqueue_depth 3\n") == "queue_depth/0 ");
    BOOST_TEST(
        uses_of(
            "# TYPE queue_depth gauge\nqueue_depth 3\n# TYPE queue_capacity gauge\nqueue_capacity 64\n") ==
        "queue_depth/64 ");
}

BOOST_AUTO_TEST_CASE(growth_is_between_the_two_readings) {
    const auto uses = gauge_uses({{"queue_depth", 1}}, {{"queue_depth", 40}});
    BOOST_TEST(uses.size() == 1U);
    BOOST_TEST(uses[0].first == 1);
    BOOST_TEST(uses[0].last == 40);
}

BOOST_AUTO_TEST_SUITE_END()
