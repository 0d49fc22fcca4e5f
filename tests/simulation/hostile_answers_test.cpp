// What answers say, whole or in part: framing that lies, bombs, floods, and the odd but right.
#include <algorithm>

#include "weather.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace redline::weather;

namespace {

const std::string ok_line = "HTTP/1.1 200 OK\r\n";
const std::string chunked = ok_line + "Transfer-Encoding: chunked\r\n\r\n";

void check_malformed(const std::string& answer) {
    BOOST_TEST_CONTEXT(answer.substr(0, 100)) {
        const auto result = under(always(answer));
        check(result, {{"malformed", 50}});
        BOOST_TEST(result.honesty.connections_opened == 50); // none was trusted with another request
    }
}

/// 50 requests answered so are all ok; how many connections that took.
std::uint64_t connections_for_ok(TestServer::Respond deed, const Traffic& traffic = plain_traffic(),
                                 std::string method = "GET") {
    const TestServer server(std::move(deed));
    auto plan = fifty(server.port());
    plan.steps[0].method = std::move(method);
    const auto result = run_well(plan, traffic);
    check(result, {{"ok", 50}});
    return result.honesty.connections_opened;
}

/// Five requests, each met by a flood that begins with `opening` and goes on with `rest`.
RunResult flooded(std::string opening, std::string rest) {
    const TestServer server([opening, rest](std::string_view, TestClient& client) {
        client.send(opening);
        client.flood(rest);
    });
    auto plan = plain_plan(server.port(), 20, 250ms);
    plan.timeout = short_timeout;
    return run_well(plan);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (; times > 0; --times) all += text;
    return all;
}

Traffic head_traffic() {
    auto traffic = plain_traffic();
    traffic.prepare = [plain = traffic.prepare](std::uint64_t index, std::uint32_t step,
                                                PreparedRequest& into) {
        plain(index, step, into);
        into.bytes.replace(0, 3, "HEAD");
    };
    return traffic;
}

} // namespace

BOOST_AUTO_TEST_SUITE(hostile_answers)

BOOST_AUTO_TEST_CASE(garbage) {
    const auto result = under(always("\x16\x03\x01 not\n what you think"));
    check(result, {{"malformed", 50}});
    BOOST_TEST(result.failed.at(0).detail == "    not ");
}

BOOST_AUTO_TEST_CASE(a_chunk_longer_than_it_says) { check_malformed(chunked + "3\r\nabcd\r\n0\r\n\r\n"); }

BOOST_AUTO_TEST_CASE(a_chunk_without_its_line_end) { check_malformed(chunked + "3\r\nabc0\r\n\r\n"); }

BOOST_AUTO_TEST_CASE(a_chunk_size_that_is_no_number) {
    check_malformed(chunked + "many\r\nabc\r\n0\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_chunk_size_no_integer_holds) { check_malformed(chunked + "10000000000000000\r\nabc"); }

BOOST_AUTO_TEST_CASE(a_chunk_size_below_zero) { check_malformed(chunked + "-1\r\nabc"); }

BOOST_AUTO_TEST_CASE(a_chunk_size_line_without_end) {
    check_malformed(chunked + "1;" + std::string(8192, 'x'));
}

BOOST_AUTO_TEST_CASE(a_bomb_of_trailers) {
    check_malformed(chunked + "1\r\na\r\n0\r\n" + repeated("X-Bomb: aaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 4096));
}

BOOST_AUTO_TEST_CASE(a_length_and_chunks_at_once) {
    check_malformed(ok_line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(two_lengths) {
    check_malformed(ok_line + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc");
}

BOOST_AUTO_TEST_CASE(a_switch_of_protocols_nobody_asked_for) {
    check_malformed("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_bomb_of_headers) {
    check_malformed(ok_line + repeated("X-Bomb: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 4096));
}

BOOST_AUTO_TEST_CASE(one_header_line_as_large_as_a_bomb) {
    check_malformed(ok_line + "X-Bomb: " + std::string(2 * 64 * 1024, 'a'));
}

BOOST_AUTO_TEST_CASE(endless_headers_end_at_the_bound) {
    check(flooded(ok_line, repeated("X-Endless: a\r\n", 1000)), {{"malformed", 5}});
}

BOOST_AUTO_TEST_CASE(endless_trailers_end_at_the_bound) {
    check(flooded(chunked + "0\r\n", repeated("X-Endless: a\r\n", 1000)), {{"malformed", 5}});
}

BOOST_AUTO_TEST_CASE(an_endless_body_is_a_timeout) {
    const std::string much(256 * 1024, 'x');
    check(flooded(ok_line + "\r\n", much), {{"timeout", 5}});
    check(flooded(ok_line + "Content-Length: 18446744073709551615\r\n\r\n", much), {{"timeout", 5}});
    check(flooded(chunked, repeated("1000\r\n" + std::string(0x1000, 'x') + "\r\n", 64)), {{"timeout", 5}});
}

BOOST_AUTO_TEST_CASE(endless_interim_answers_are_a_timeout) {
    check(flooded("", repeated("HTTP/1.1 102 Processing\r\n\r\n", 1000)), {{"timeout", 5}});
}

BOOST_AUTO_TEST_CASE(thousands_of_small_fields_are_fine) {
    const auto fields = repeated("X: y\r\n", 5000);
    BOOST_TEST(connections_for_ok(always(ok_line + fields + "Content-Length: 2\r\n\r\nok")) < 50);
}

BOOST_AUTO_TEST_CASE(interim_answers_are_passed_over) {
    const auto hints = repeated("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n", 100);
    BOOST_TEST(connections_for_ok(always("HTTP/1.1 100 Continue\r\n\r\n" + TestServer::ok())) < 50);
    BOOST_TEST(connections_for_ok(always(hints + TestServer::ok())) < 50);
}

BOOST_AUTO_TEST_CASE(answers_without_bodies_may_tell_lengths) {
    BOOST_TEST(connections_for_ok(always("HTTP/1.1 204 No Content\r\n\r\n")) < 50);
    BOOST_TEST(connections_for_ok(always("HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n")) < 50);
    BOOST_TEST(connections_for_ok(always("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n")) < 50);
    BOOST_TEST(connections_for_ok(always(ok_line + "Content-Length: 10\r\n\r\n"), head_traffic(), "HEAD") <
               50);
}

BOOST_AUTO_TEST_CASE(a_body_where_none_may_be_costs_the_connection) {
    BOOST_TEST(connections_for_ok(always("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok")) == 50);
    BOOST_TEST(connections_for_ok(always(TestServer::ok()), head_traffic(), "HEAD") == 50);
}

BOOST_AUTO_TEST_CASE(the_old_version_closes_unless_it_says_otherwise) {
    const std::string old = "HTTP/1.0 200 OK\r\n";
    BOOST_TEST(connections_for_ok(always(old + "Content-Length: 2\r\n\r\nok")) == 50);
    BOOST_TEST(connections_for_ok(always(old + "Connection: keep-alive\r\nContent-Length: 2\r\n\r\nok")) <
               50);
    BOOST_TEST(connections_for_ok([old](std::string_view, TestClient& client) {
                   client.send_and_close(old + "\r\nall of it");
               }) == 50);
}

BOOST_AUTO_TEST_CASE(two_answers_to_one_request_cost_the_connection) {
    BOOST_TEST(connections_for_ok(always(TestServer::ok() + TestServer::ok("and again"))) == 50);
}

BOOST_AUTO_TEST_CASE(bytes_nobody_asked_for_cost_the_connection) {
    // A segment of their own, which arrives while the connection is idle.
    const TestServer server([](std::string_view, TestClient& client) {
        client.send(TestServer::ok());
        client.send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
    });
    const auto result = run_well(plain_plan(server.port(), 20, 500ms));
    check(result, {{"ok", 10}});
    BOOST_TEST(result.honesty.connections_opened == 10);
}

BOOST_AUTO_TEST_CASE(an_answer_that_drips_in_time_is_fine) {
    BOOST_TEST(
        connections_for_ok([](std::string_view, TestClient& client) { client.drip(TestServer::ok()); }) >= 1);
}

BOOST_AUTO_TEST_CASE(a_head_that_drips_for_ever_is_a_timeout) {
    check(under([](std::string_view,
                   TestClient& client) { client.drip(ok_line + "X: " + std::string(1000, 'x')); },
                short_timeout),
          {{"timeout", 50}});
}

BOOST_AUTO_TEST_SUITE_END()
