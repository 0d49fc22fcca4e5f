#include "redline/loadgen/response_parser.hpp"

#include <boost/test/unit_test.hpp>

#include "response_corpus.hpp"

using namespace redline::loadgen;
using State = ResponseParser::State;

namespace {

ResponseParser fed(std::string_view bytes, bool to_head = false) {
    ResponseParser parser;
    parser.begin(to_head);
    parser.feed(bytes);
    return parser;
}

} // namespace

BOOST_AUTO_TEST_SUITE(response_parser)

BOOST_AUTO_TEST_CASE(every_answer_of_the_corpus_is_read_as_its_label_says) {
    for (const auto& known : response_corpus()) {
        BOOST_TEST_CONTEXT(known.name) {
            auto parser = fed(known.bytes, known.to_head);
            if (known.closes) parser.finish();
            BOOST_CHECK(parser.state() == known.state);
            if (known.state != State::complete) continue;
            BOOST_TEST(parser.status() == known.status);
            BOOST_TEST(parser.body() == known.body);
            BOOST_TEST(parser.body_bytes() == known.body.size());
            BOOST_TEST(parser.keep_alive() == known.keep_alive);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_header_block_is_what_stood_between) {
    BOOST_TEST(fed("HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nContent-Length: 0\r\n\r\n").header_block() ==
               "A: 1\r\nB: 2\r\nContent-Length: 0\r\n");
    BOOST_TEST(fed("HTTP/1.1 204\r\n\r\n").header_block() == "");
}

BOOST_AUTO_TEST_CASE(a_large_body_is_counted_whole_and_kept_in_part) {
    const std::string body(200'000, 'x');
    const auto parser = fed("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + body);
    BOOST_CHECK(parser.state() == State::complete);
    BOOST_TEST(parser.body().size() == body_kept_bytes_max);
    BOOST_TEST(parser.body_bytes() == 200'000);
}

BOOST_AUTO_TEST_CASE(endless_head_chunk_line_and_trailer_are_malformed_not_kept) {
    const std::string much(header_block_bytes_max, 'x');
    BOOST_CHECK(fed("HTTP/1.1 200 OK\r\nX: " + much).state() == State::malformed);
    const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    BOOST_CHECK(fed(chunked + "1;" + much).state() == State::malformed);
    BOOST_CHECK(fed(chunked + "0\r\nX: " + much).state() == State::malformed);
}

BOOST_AUTO_TEST_CASE(garbage_is_known_before_its_first_line_ends) {
    BOOST_CHECK(fed("SSH-2.0").state() == State::malformed);
    BOOST_CHECK(fed("HTTQ").state() == State::malformed);
    BOOST_CHECK(fed("HTTP/").state() == State::reading);
}

BOOST_AUTO_TEST_CASE(a_cut_answer_is_still_reading_when_the_peer_closes) {
    auto parser = fed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    BOOST_CHECK(parser.finish() == State::reading);
    auto silent = fed("");
    BOOST_CHECK(silent.finish() == State::reading);
}

BOOST_AUTO_TEST_CASE(the_next_answer_knows_nothing_of_the_one_before) {
    auto parser = fed("HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabcX");
    BOOST_TEST(!parser.keep_alive());
    parser.begin(false);
    BOOST_CHECK(parser.state() == State::reading);
    BOOST_TEST(parser.status() == 0);
    parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    BOOST_TEST(parser.status() == 200);
    BOOST_TEST(parser.body() == "ok");
    BOOST_TEST(parser.keep_alive());
}

BOOST_AUTO_TEST_CASE(only_what_is_wanted_of_a_body_is_kept_and_all_of_it_counted) {
    const std::string body(1000, 'x');
    for (const auto& framed :
         {"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body,
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + body + "\r\n0\r\n\r\n"}) {
        ResponseParser parser;
        parser.begin(false, 200);
        BOOST_CHECK(parser.feed(framed) == ResponseParser::State::complete);
        BOOST_TEST(parser.body().size() == 200);
        BOOST_TEST(parser.body_bytes() == 1000);
    }
}

BOOST_AUTO_TEST_SUITE_END()
