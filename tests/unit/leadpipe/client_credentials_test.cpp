#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/client_credentials.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::string complaint(std::string_view text) {
    const auto clients = ClientCredentials::parse(text, "clients");
    return clients ? "none" : base::to_text(clients.error());
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_credentials)

BOOST_AUTO_TEST_CASE(a_client_is_who_knows_its_secret) {
    const auto clients =
        ClientCredentials::parse("# who may ask\nacme 5b1c0f7e2a9d4483 leads:write,reports:read\n"
                                 "meadow\tffffffffffffffff reports:read # a buyer\r\n",
                                 "clients");
    BOOST_REQUIRE(clients.has_value());
    const auto* acme = clients->find("acme", "5b1c0f7e2a9d4483");
    BOOST_REQUIRE(acme != nullptr);
    BOOST_TEST((acme->scopes == std::vector<std::string>{"leads:write", "reports:read"}));
    BOOST_TEST(clients->find("meadow", "ffffffffffffffff")->id == "meadow");
    const std::pair<const char*, const char*> strangers[] = {
        {"acme", "ffffffffffffffff"}, {"acme", ""},
        {"acme", "5b1c0f7e2a9d448"},  {"ACME", "5b1c0f7e2a9d4483"},
        {"", "5b1c0f7e2a9d4483"},     {"nobody", "ffffffffffffffff"}};
    for (const auto& [id, secret] : strangers)
        BOOST_TEST(clients->find(id, secret) == nullptr, id << ' ' << secret);
}

BOOST_AUTO_TEST_CASE(mistakes_are_told_with_their_place_and_without_the_secret) {
    BOOST_TEST(complaint("acme 5b1c0f7e2a9d4483 Leads\n") == "clients:1:23: these are no scopes\n"
                                                             "    1 | acme **************** Leads\n"
                                                             "      |                       ^~~~~\n"
                                                             "      = as leads:write,reports:read");
    const auto many =
        complaint("acme 5b1c0f7e2a9d448 a\na/b 5b1c0f7e2a9d4483 a\nacme 5b1c0f7e2a9d4483\n"
                  "acme 5b1c0f7e2a9d4483 a b\nacme 5b1c0f7e2a9d4483 a\nacme 5b1c0f7e2a9d4483 a\n"
                  "acme2 5b1c0f7e2a9d4483 a,,b\n");
    for (const auto* part : {"clients:1:6: this is no secret", "clients:2:1: this is no name",
                             "clients:3:6: the line ends", "clients:4:25: the line has more",
                             "clients:6:1: this client has come before", "clients:7:24: these are no scopes"})
        BOOST_TEST(many.find(part) != std::string::npos, part << " is missing in " << many);
    BOOST_TEST(many.find("5b1c0f7e") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_without_clients_is_a_mistake) {
    BOOST_TEST(complaint("# nobody yet\n").starts_with("clients holds 0 clients"));
}

BOOST_AUTO_TEST_SUITE_END()
