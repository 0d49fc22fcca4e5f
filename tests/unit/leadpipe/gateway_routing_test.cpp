#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/gateway_routing.hpp"
#include "redline/leadpipe/lead_id.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

const std::vector<OldRoute> old_routes{{"/old", {}}, {"/v1/returns", {}}};

Request request_for(std::string target, std::string body = {}) {
    return {"POST", std::move(target), "application/json", {}, std::move(body)};
}

Destination destination(const Request& request, Stickiness stickiness = Stickiness::off) {
    return destination_of(request, old_routes, 4, stickiness);
}

std::string_view reason(std::string target) {
    return reason_of(destination(request_for(std::move(target))).kind);
}

/// A lead made by this worker.
std::string lead_of(unsigned worker) {
    return lead_id_text((LeadId{1'900'000'000} << 20) | (LeadId{worker} << 12) | 77);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gateway_routing)

BOOST_AUTO_TEST_CASE(a_lead_is_asked_for_where_it_was_made) {
    for (const unsigned worker : {0U, 1U, 3U})
        for (const std::string more : {"", "/history", "?full=1"}) {
            const auto found = destination(request_for("/v1/leads/" + lead_of(worker) + more));
            BOOST_TEST(reason_of(found.kind) == "owner");
            BOOST_TEST(found.index == worker);
        }
    BOOST_TEST(destination(request_for("/v1/leads/" + lead_of(1))).route == "/v1/leads/{id}");
}

BOOST_AUTO_TEST_CASE(what_nobody_here_made_may_be_asked_for_anywhere) {
    BOOST_TEST(reason("/v1/leads/" + lead_of(4)) == "balance");
    BOOST_TEST(reason("/v1/leads/ld_0") == "balance");
    BOOST_TEST(reason("/v1/leads") == "balance");
    BOOST_TEST(reason("/v1/leads/batch") == "balance");
    BOOST_TEST(reason("/auth/token") == "balance");
}

BOOST_AUTO_TEST_CASE(paths_of_the_old_system_go_there) {
    BOOST_TEST(reason("/old") == "old_route");
    BOOST_TEST(reason("/old/posting.php?id=7") == "old_route");
    BOOST_TEST(reason("/older") == "nowhere");
    const auto returns = destination(request_for("/v1/returns?x"));
    BOOST_TEST(reason_of(returns.kind) == "old_route");
    BOOST_TEST(returns.index == 1U);
    BOOST_TEST(returns.route == "/v1/returns");
}

BOOST_AUTO_TEST_CASE(other_paths_lead_nowhere) {
    for (const auto* target :
         {"/", "", "*", "/admin/faults", "/v1", "/v2/leads", "/healthz/", "/../v1/leads"})
        BOOST_TEST(reason(target) == "nowhere", target);
}

BOOST_AUTO_TEST_CASE(a_session_sticks_by_its_cookie_or_else_its_address) {
    auto request = request_for("/v1/leads");
    request.peer = "192.0.2.7";
    BOOST_TEST(destination(request, Stickiness::session).sticky_key == "192.0.2.7");
    request.cookie = "theme=dark; session=s-42; x=session=no";
    BOOST_TEST(destination(request, Stickiness::session).sticky_key == "s-42");
    BOOST_TEST(reason_of(destination(request, Stickiness::session).kind) == "sticky");
    BOOST_TEST(reason_of(destination(request).kind) == "balance");
}

BOOST_AUTO_TEST_CASE(a_key_sticks_wherever_it_is_written) {
    auto request =
        request_for("/v1/leads", R"({"lead":{"idempotency_key":"no"},"idempotency_key":"k\u002d1"})");
    BOOST_TEST(idempotency_key_of(request) == "k-1");
    BOOST_TEST(destination(request, Stickiness::key).sticky_key == "k-1");
    request.idempotency_key = "of the header";
    BOOST_TEST(idempotency_key_of(request) == "of the header");
    for (const auto* body : {"", "{}", R"({"idempotency_key":7})", R"({"idempotency_key":"k")", "[]"}) {
        BOOST_TEST(idempotency_key_of(request_for("/v1/leads", body)) == "");
        BOOST_TEST(reason_of(destination(request_for("/v1/leads", body), Stickiness::key).kind) == "balance");
    }
}

BOOST_AUTO_TEST_CASE(a_cookie_is_found_among_others) {
    BOOST_TEST(cookie_value("a=1;session=2", "session") == "2");
    BOOST_TEST(cookie_value("mysession=1; session=", "session") == "");
    BOOST_TEST(cookie_value("session", "session") == "");
    BOOST_TEST(cookie_value("", "session") == "");
}

BOOST_AUTO_TEST_CASE(stickiness_is_read_by_name) {
    BOOST_TEST((parse_stickiness("session").value() == Stickiness::session));
    BOOST_TEST(base::to_text(parse_stickiness("sesion").error()) ==
               "there is no stickiness `sesion`\n  = did you mean `session`?");
}

BOOST_AUTO_TEST_SUITE_END()
