#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/routes.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(routes)

BOOST_AUTO_TEST_CASE(paths_become_patterns) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"/v1/leads", "/v1/leads"},
        {"/v1/leads?x=1", "/v1/leads"},
        {"/v1/leads/ld_1", "/v1/leads/{id}"},
        {"/healthz", "/healthz"},
        {"/metrics?name=a", "/metrics"},
        {"/v1/leads/", ""},
        {"/v1/leads/a/b", ""},
        {"/v1/leadsx", ""},
        {"", ""},
        {"*", ""},
        {"http://x/v1/leads", ""},
        {"/v1/leads/%00", "/v1/leads/{id}"},
    };
    for (const auto& [target, pattern] : cases) BOOST_TEST(route_of(target).pattern == pattern, target);
    BOOST_TEST(route_of("/v1/leads/ld_7?verbose").id == "ld_7");
}

BOOST_AUTO_TEST_CASE(methods_belong_to_routes) {
    BOOST_TEST(allows(route_of("/v1/leads"), "POST"));
    BOOST_TEST(!allows(route_of("/v1/leads"), "GET"));
    BOOST_TEST(allows(route_of("/healthz"), "GET"));
    BOOST_TEST(allows(route_of("/healthz"), "HEAD"));
    BOOST_TEST(!allows(route_of("/healthz"), "POST"));
    BOOST_TEST(!allows(route_of("/v1/leads/x"), "DELETE"));
}

BOOST_AUTO_TEST_SUITE_END()
