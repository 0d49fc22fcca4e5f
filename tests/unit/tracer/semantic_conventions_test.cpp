#include "redline/tracer/semantic_conventions.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::tracer;

BOOST_AUTO_TEST_SUITE(semantic_conventions)

BOOST_AUTO_TEST_CASE(known_methods_are_themselves_and_others_are_other) {
    for (const auto method : {"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
        BOOST_TEST(method_label(method) == method);
    for (const auto method : {"get", "BREW", "", "GET ", "\xff"})
        BOOST_TEST(method_label(method) == "_OTHER");
}

BOOST_AUTO_TEST_CASE(only_an_http_status_is_a_label) {
    BOOST_TEST(status_label(100) == "100");
    BOOST_TEST(status_label(404) == "404");
    BOOST_TEST(status_label(599) == "599");
    for (const int status : {-1, 0, 99, 600, 100000}) BOOST_TEST(status_label(status) == "");
}

BOOST_AUTO_TEST_CASE(a_servers_error_is_its_status_from_500_unless_it_has_a_name) {
    BOOST_TEST(error_label(200, "") == "");
    BOOST_TEST(error_label(404, "") == "");
    BOOST_TEST(error_label(499, "") == "");
    BOOST_TEST(error_label(500, "") == "500");
    BOOST_TEST(error_label(503, "") == "503");
    BOOST_TEST(error_label(503, "timeout") == "timeout");
    BOOST_TEST(error_label(200, "timeout") == "timeout");
    BOOST_TEST(error_label(0, "") == "");
}

BOOST_AUTO_TEST_CASE(default_bounds_are_the_fourteen_advised_ones) {
    const auto bounds = default_bounds_seconds();
    BOOST_TEST(bounds.size() == 14u);
    BOOST_TEST(bounds.front() == 0.005);
    BOOST_TEST(bounds.back() == 10.0);
    BOOST_TEST(bounds[6] == 0.25);
}

BOOST_AUTO_TEST_SUITE_END()
