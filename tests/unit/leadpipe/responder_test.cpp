#include <boost/test/unit_test.hpp>

#include <thread>

#include "http_exchange.hpp"
#include "redline/leadpipe/responder.hpp"
#include "redline/leadpipe/server.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// Says back what it was told.
class Echo final : public Responder {
  public:
    Answer handle(const Request& request) override {
        return {200,
                "text/plain",
                request.authorization + '|' + request.api_key + '|' + request.idempotency_key + '|' +
                    request.user_agent + '|' + request.cookie + '|' + request.peer,
                {},
                false};
    }
    Answer refuse(const Request&, const Problem& problem) override { return to_answer(problem, "none"); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(responder)

BOOST_AUTO_TEST_CASE(it_is_told_every_header_it_may_look_at) {
    Echo echo;
    const auto server = Server::listen({}, echo).value();
    std::jthread thread([&] { server->run(); });
    test::HttpConnection connection(server->port());
    connection.send(test::request_text("GET", "/", {},
                                       {{"Authorization", "Bearer a"},
                                        {"X-Api-Key", "b"},
                                        {"Idempotency-Key", "c"},
                                        {"User-Agent", "d"},
                                        {"Cookie", "e=f"}}));
    const auto reply = connection.read_reply();
    server->stop();
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->body == "Bearer a|b|c|d|e=f|127.0.0.1");
}

BOOST_AUTO_TEST_SUITE_END()
