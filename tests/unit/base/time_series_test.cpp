#include "redline/base/time_series.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(time_series)

BOOST_AUTO_TEST_CASE(labels_print_as_prometheus_writes_them) {
    BOOST_TEST(to_text(Labels{}) == "");
    BOOST_TEST(to_text(Labels{{"__name__", "up"}}) == "up");
    BOOST_TEST(to_text(Labels{{"__name__", "up"}, {"job", "leadpipe"}, {"a", ""}}) ==
               R"(up{a="", job="leadpipe"})");
    BOOST_TEST(to_text(Labels{{"le", "+Inf"}}) == R"({le="+Inf"})");
}

BOOST_AUTO_TEST_CASE(values_are_escaped_as_in_the_text_format) {
    BOOST_TEST(to_text(Labels{{"path", "C:\\\"x\"\n"}}) == R"({path="C:\\\"x\"\n"})");
}

BOOST_AUTO_TEST_CASE(samples_compare_by_value) {
    BOOST_TEST((Sample{std::chrono::seconds(1), 2} == Sample{std::chrono::milliseconds(1000), 2}));
    BOOST_TEST((Sample{} != Sample{std::chrono::nanoseconds(0), 1}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
