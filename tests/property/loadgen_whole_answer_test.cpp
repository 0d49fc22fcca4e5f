#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/loadgen/response_parser.hpp"
#include "response_corpus.hpp"
#include "whole_answer.hpp"

using namespace redline;
using namespace redline::loadgen;

namespace {

/// Whether reading in place declines, or sees what the parser sees.
bool declines_or_agrees(std::string_view bytes, bool to_head, WholeAnswerReader& reader) {
    const auto whole = reader.read(bytes, to_head);
    if (whole.has_value() != read_whole(bytes, to_head).has_value()) return false;
    if (!whole) return true;
    ResponseParser parser;
    parser.begin(to_head);
    return parser.feed(bytes) == ResponseParser::State::complete && parser.status() == whole->status &&
           parser.keep_alive() == whole->keep_alive && parser.header_block() == whole->header_block &&
           parser.body() == whole->body;
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_whole_answer)

BOOST_AUTO_TEST_CASE(plain_answers_are_read_in_place) {
    for (const std::string_view bytes :
         {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
          "HTTP/1.1 404 Not Found\r\ncontent-length:0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nServer: x\r\nDate: today\r\n\r\n",
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\nX: \xe4 b\r\n\r\nok"})
        BOOST_TEST(read_whole(bytes, false).has_value(), bytes);
}

BOOST_AUTO_TEST_CASE(it_declines_or_agrees_with_the_parser) {
    WholeAnswerReader reader;
    for (const auto& known : response_corpus())
        for (int again = 0; again < 2; ++again)
            BOOST_TEST(declines_or_agrees(known.bytes, known.to_head, reader), known.name);
}

BOOST_AUTO_TEST_CASE(it_declines_or_agrees_whatever_the_bytes) {
    const auto corpus = response_corpus();
    WholeAnswerReader reader;
    for (std::uint64_t seed = 1; seed <= 200'000; ++seed) {
        base::Random random(seed);
        auto known = corpus[random.below(3) == 0 ? random.below(corpus.size()) : seed / 64 % corpus.size()];
        for (auto changes = random.below(4); changes > 0 && !known.bytes.empty(); --changes)
            known.bytes[random.below(known.bytes.size())] = static_cast<char>(random.below(256));
        if (random.below(4) == 0) known.bytes.resize(random.below(known.bytes.size() + 1));
        BOOST_REQUIRE_MESSAGE(declines_or_agrees(known.bytes, random.below(8) == 0, reader), "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
