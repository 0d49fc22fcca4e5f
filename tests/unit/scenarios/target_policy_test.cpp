#include "redline/scenarios/target_policy.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace redline;

BOOST_AUTO_TEST_SUITE(target_policy)

BOOST_AUTO_TEST_CASE(loopback_is_known_by_its_text) {
    for (const auto* host :
         {"localhost", "LOCALHOST", "api.localhost", "127.0.0.1", "127.255.3.4", "::1", "[::1]"})
        BOOST_TEST(scenarios::is_loopback(host), host);
}

BOOST_AUTO_TEST_CASE(lookalikes_are_not_loopback) {
    for (const auto* host : {"notlocalhost", "localhost.example.com", "128.0.0.1", "10.0.0.1", "::2",
                             "0.0.0.0", "", "127.0.0.1.example.com", "[::ffff:8.8.8.8]", "127.1"})
        BOOST_TEST(!scenarios::is_loopback(host), host);
}

BOOST_AUTO_TEST_CASE(another_host_must_be_named) {
    const std::vector<std::string> allowed{"Staging.Example.com"};
    BOOST_TEST(scenarios::permit_target("staging.example.com", allowed).has_value());
    const auto refused = scenarios::permit_target("example.com", allowed);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == base::ErrorCode::refused));
    BOOST_TEST(
        base::to_text(refused.error()) ==
        "`example.com` is not this machine, and nobody said that it may be loaded; nothing was sent\n"
        "  = if it is yours, add --allow-host example.com or `allow_hosts: [example.com]` to the scenario");
}

BOOST_AUTO_TEST_SUITE_END()
