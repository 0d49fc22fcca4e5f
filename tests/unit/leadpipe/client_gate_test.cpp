#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/client_gate.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

Request request_with(std::string key, std::string peer = "192.0.2.1") {
    Request request{"POST", "/v1/leads", "application/json", {}, "{}"};
    request.api_key = std::move(key);
    request.peer = std::move(peer);
    return request;
}

ClientGateOptions with_keys() {
    ClientGateOptions options;
    options.keys =
        ApiKeys::parse("k-first-one acme priority\nk-other-one acme standard\nk-third-one web bulk\n", "keys")
            .value();
    return options;
}

int status_of(ClientGate& gate, const Request& request, base::Instant now = {}) {
    const auto pass = gate.enter(request, now);
    return pass ? 200 : pass.error().problem.status;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_gate)

BOOST_AUTO_TEST_CASE(a_key_opens_and_nothing_else_does) {
    ClientGate gate(with_keys());
    const auto pass = gate.enter(request_with("k-first-one"), {});
    BOOST_REQUIRE(pass.has_value());
    BOOST_TEST(pass->client().source == "acme");
    BOOST_TEST(status_of(gate, request_with("")) == 401);
    BOOST_TEST(status_of(gate, request_with("k-first-on")) == 401);
    BOOST_TEST(gate.turned_away(GateStep::key) == 2U);
}

BOOST_AUTO_TEST_CASE(the_keys_of_one_source_share_its_rate) {
    auto options = with_keys();
    options.rate = {base::Rate{2}, 2, 100};
    ClientGate gate(std::move(options));
    BOOST_TEST(status_of(gate, request_with("k-first-one")) == 200);
    BOOST_TEST(status_of(gate, request_with("k-other-one")) == 200);
    const auto late = gate.enter(request_with("k-first-one"), {});
    BOOST_REQUIRE(!late.has_value());
    BOOST_TEST(late.error().problem.status == 429);
    BOOST_TEST(late.error().problem.detail == "the limit of this source has room again in 500 ms");
    BOOST_TEST(status_of(gate, request_with("k-third-one")) == 200);
    BOOST_TEST(status_of(gate, request_with("k-first-one"), base::Instant{} + late.error().come_again) ==
               200);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_spends_nobodys_rate) {
    auto options = with_keys();
    options.rate = {base::Rate{1}, 1, 100};
    ClientGate gate(std::move(options));
    for (int round = 0; round < 5; ++round) BOOST_TEST(status_of(gate, request_with("wrong-key")) == 401);
    BOOST_TEST(status_of(gate, request_with("k-first-one")) == 200);
}

BOOST_AUTO_TEST_CASE(without_keys_an_address_is_a_source) {
    ClientGateOptions options;
    options.rate = {base::Rate{1}, 1, 100};
    ClientGate gate(std::move(options));
    BOOST_TEST(gate.open());
    BOOST_TEST(status_of(gate, request_with("", "192.0.2.1")) == 200);
    BOOST_TEST(status_of(gate, request_with("", "192.0.2.1")) == 429);
    BOOST_TEST(status_of(gate, request_with("", "192.0.2.2")) == 200);
}

BOOST_AUTO_TEST_CASE(bots_are_turned_away_only_when_asked) {
    auto request = request_with("");
    request.user_agent = "Googlebot/2.1";
    ClientGate without({});
    BOOST_TEST(status_of(without, request) == 200);
    ClientGateOptions options;
    options.bot_filter = true;
    ClientGate gate(std::move(options));
    BOOST_TEST(status_of(gate, request) == 403);
    BOOST_TEST(status_of(gate, request_with("")) == 200);
    BOOST_TEST(gate.turned_away(GateStep::bot) == 1U);
}

BOOST_AUTO_TEST_CASE(room_is_given_back_with_the_pass) {
    auto options = with_keys();
    options.admission = {2, 2, 1};
    ClientGate gate(std::move(options));
    {
        const auto standard = gate.enter(request_with("k-other-one"), {});
        BOOST_TEST(standard.has_value());
        BOOST_TEST(gate.in_flight(ClientClass::standard) == 1U);
        BOOST_TEST(status_of(gate, request_with("k-third-one")) == 503);
        BOOST_TEST(status_of(gate, request_with("k-first-one")) == 200);
    }
    BOOST_TEST(gate.in_flight(ClientClass::standard) == 0U);
    BOOST_TEST(status_of(gate, request_with("k-third-one")) == 200);
    BOOST_TEST(gate.turned_away(GateStep::room) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
