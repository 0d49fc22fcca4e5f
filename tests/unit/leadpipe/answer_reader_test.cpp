#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/answer_reader.hpp"

using namespace redline;
using namespace redline::leadpipe;
using State = AnswerReader::State;

namespace {

constexpr std::size_t body_max = 100;

AnswerReader reader_of(std::string_view bytes, bool to_head = false) {
    AnswerReader reader(to_head, body_max);
    reader.read(bytes);
    return reader;
}

State state_of(std::string_view bytes) { return reader_of(bytes).state(); }

std::string with_head(std::string_view fields, std::string_view body = {}) {
    return "HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

} // namespace

namespace redline::leadpipe {
std::ostream& operator<<(std::ostream& out, AnswerReader::State state) {
    return out << (state == State::whole ? "whole" : state == State::reading ? "reading" : "unreadable");
}
} // namespace redline::leadpipe

BOOST_AUTO_TEST_SUITE(answer_reader)

BOOST_AUTO_TEST_CASE(a_counted_body_is_read_and_the_connection_kept) {
    auto reader = reader_of(with_head("Content-Type: text/plain\r\nContent-Length: 3\r\n", "ok\n"));
    BOOST_TEST(reader.state() == State::whole);
    BOOST_TEST(reader.keeps_connection());
    const auto answer = reader.take();
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.header("content-type") == "text/plain");
    BOOST_TEST(answer.header("allow") == "");
    BOOST_TEST(answer.body == "ok\n");
}

BOOST_AUTO_TEST_CASE(wherever_the_bytes_are_cut_the_answer_is_the_same) {
    const std::string text = "HTTP/1.1 100 Continue\r\n\r\n"
                             "HTTP/1.1 422 Unprocessable\r\nTransfer-Encoding: chunked\r\nAllow:GET \r\n\r\n"
                             "5;note=x\r\nhello\r\n00A\r\n, chunked!\r\n0\r\nTrailer: dropped\r\n\r\n";
    base::Random random(7);
    for (int round = 0; round < 300; ++round) {
        AnswerReader reader(false, body_max);
        for (std::size_t at = 0; at < text.size();) {
            BOOST_REQUIRE(reader.state() == State::reading);
            const auto size = 1 + random.below(round < 100 ? 3 : 60);
            reader.read(std::string_view(text).substr(at, size));
            at += size;
        }
        BOOST_REQUIRE(reader.state() == State::whole);
        BOOST_TEST(reader.keeps_connection());
        const auto answer = reader.take();
        BOOST_TEST(answer.status == 422);
        BOOST_TEST(answer.headers.size() == 2U);
        BOOST_TEST(answer.header("allow") == "GET");
        BOOST_TEST(answer.body == "hello, chunked!");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_may_end_with_its_connection) {
    AnswerReader reader(false, body_max);
    BOOST_TEST(reader.read(with_head("Content-Type: text/plain\r\n", "all of it")) == State::reading);
    BOOST_TEST(reader.end() == State::whole);
    BOOST_TEST(!reader.keeps_connection());
    BOOST_TEST(reader.take().body == "all of it");
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_early_leaves_no_answer) {
    for (const auto* fields : {"Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n"}) {
        AnswerReader reader(false, body_max);
        BOOST_TEST(reader.read(with_head(fields, "2\r")) == State::reading);
        BOOST_TEST(reader.end() == State::unreadable);
    }
    AnswerReader silent(false, body_max);
    BOOST_TEST(silent.end() == State::unreadable);
    BOOST_TEST(!silent.has_begun());
}

BOOST_AUTO_TEST_CASE(some_answers_have_no_body) {
    BOOST_TEST(reader_of(with_head("Content-Length: 3\r\n"), true).state() == State::whole);
    BOOST_TEST(state_of("HTTP/1.1 204 No Content\r\n\r\n") == State::whole);
    BOOST_TEST(state_of("HTTP/1.1 304\r\nContent-Length: 9\r\n\r\n") == State::whole);
}

BOOST_AUTO_TEST_CASE(whether_it_may_be_used_again_is_for_the_other_side_to_say) {
    constexpr std::string_view empty = "Content-Length: 0\r\n";
    const auto kept = [&](std::string_view version, std::string_view fields) {
        return reader_of(std::string(version) + " 200 OK\r\n" + std::string(fields) + std::string(empty) +
                         "\r\n")
            .keeps_connection();
    };
    BOOST_TEST(kept("HTTP/1.1", ""));
    BOOST_TEST(!kept("HTTP/1.1", "Connection: upgrade, Close\r\n"));
    BOOST_TEST(!kept("HTTP/1.0", ""));
    BOOST_TEST(kept("HTTP/1.0", "Connection: Keep-Alive\r\n"));
    BOOST_TEST(!reader_of(with_head("Content-Length: 2\r\n", "ok and more")).keeps_connection());
}

BOOST_AUTO_TEST_CASE(what_two_readers_could_read_in_two_ways_is_refused) {
    for (const auto* fields :
         {"Content-Length: 3\r\nContent-Length: 4\r\n", "Content-Length: 3, 4\r\n", "Content-Length: +3\r\n",
          "Content-Length: \r\n", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding : chunked\r\n", "A: b\r\n folded\r\n",
          "no colon\r\n", "A: b\x01\r\n", ": nameless\r\n"})
        BOOST_TEST(state_of(with_head(fields, "abc")) == State::unreadable, fields);
    BOOST_TEST(state_of(with_head("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")) == State::whole);
}

BOOST_AUTO_TEST_CASE(what_is_no_http_is_refused) {
    for (const auto* text : {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
                             "HTTP/1.1 2000\r\n\r\n", "HTTP/1.1 099 No\r\n\r\n", "\r\n\r\n",
                             "HTTP/1.1 101 Switching Protocols\r\n\r\n"})
        BOOST_TEST(state_of(text) == State::unreadable, text);
}

BOOST_AUTO_TEST_CASE(chunks_that_lie_are_refused) {
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    for (const auto* body : {"g\r\n", "-1\r\n", "\r\n", "2\r\nabc\r\n", "ffffffffffffffffff\r\n"})
        BOOST_TEST(state_of(with_head(chunked, body)) == State::unreadable, body);
}

BOOST_AUTO_TEST_CASE(everything_has_an_end) {
    BOOST_TEST(state_of(with_head("Content-Length: 101\r\n")) == State::unreadable);
    BOOST_TEST(state_of(with_head("", std::string(101, 'x'))) == State::unreadable);
    BOOST_TEST(state_of(with_head("Transfer-Encoding: chunked\r\n",
                                  "32\r\n" + std::string(50, 'x') + "\r\n33\r\n" + std::string(51, 'x'))) ==
               State::unreadable);
    BOOST_TEST(state_of("HTTP/1.1 200 " + std::string(17 * 1024, 'x')) == State::unreadable);
    BOOST_TEST(state_of(with_head("Transfer-Encoding: chunked\r\n", "1;" + std::string(2000, 'x'))) ==
               State::unreadable);
    std::string trailers;
    for (int line = 0; line < 2000; ++line) trailers += "A: trailer\r\n";
    BOOST_TEST(state_of(with_head("Transfer-Encoding: chunked\r\n", "0\r\n" + trailers)) ==
               State::unreadable);
}

BOOST_AUTO_TEST_SUITE_END()
