// Any bytes are an answer from a hostile target: read whole, byte by byte and in pieces of random sizes, they
// must come to the same; and what is read in place must be what the parser reads.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>

#include "claim.hpp"
#include "redline/base/random.hpp"
#include "redline/loadgen/response_parser.hpp"
#include "whole_answer.hpp"

using namespace redline;
using namespace redline::loadgen;
using fuzz::claim;

namespace {

/// All that a user of the parser can see.
struct Seen {
    ResponseParser::State state;
    int status = 0;
    std::string header_block;
    std::string body;
    std::uint64_t body_bytes = 0;
    bool keep_alive = false;
    bool operator==(const Seen&) const = default;
};

using NextSize = std::function<std::size_t()>;

void check_bounds(const ResponseParser& parser, std::size_t fed) {
    claim(parser.head_so_far().size() <= header_block_bytes_max, "the head is bounded");
    claim(parser.body().size() <= body_kept_bytes_max, "the body kept is bounded");
    claim(parser.body_bytes() <= fed, "a body is no longer than what was fed");
    claim(parser.body().size() <= parser.body_bytes(), "what is kept of a body is part of it");
}

/// Feeds a parser that may have read other answers before.
Seen read(ResponseParser& parser, std::string_view bytes, bool to_head, const NextSize& next_size) {
    parser.begin(to_head);
    for (auto rest = bytes; !rest.empty();) {
        const auto size = std::min(next_size(), rest.size());
        parser.feed(rest.substr(0, size));
        rest.remove_prefix(size);
    }
    check_bounds(parser, bytes.size());
    const auto before_close = parser.state();
    const auto state = parser.finish();
    claim(before_close == ResponseParser::State::reading || state == before_close, "a verdict is final");
    if (state != ResponseParser::State::complete) return {state, 0, {}, {}, 0, false};
    claim(parser.status() >= 200 && parser.status() <= 999, "a complete answer has a final status");
    return {state,
            parser.status(),
            std::string(parser.header_block()),
            std::string(parser.body()),
            parser.body_bytes(),
            parser.keep_alive()};
}

std::uint64_t seed_of(std::string_view bytes) {
    return std::hash<std::string_view>()(
        bytes); // any function of the input will do: it finds a failure again
}

void check_pieces(ResponseParser& parser, std::string_view bytes, bool to_head, const Seen& whole) {
    claim(read(parser, bytes, to_head, [] { return std::size_t{1}; }) == whole,
          "fed byte by byte, an answer is the same");
    base::Random random(seed_of(bytes));
    const auto reach = 1 + random.below(64);
    claim(read(parser, bytes, to_head, [&] { return 1 + random.below(reach); }) == whole,
          "fed in pieces, an answer is the same");
}

void check_reading_in_place(std::string_view bytes, bool to_head, const Seen& whole) {
    const auto in_place = read_whole(bytes, to_head);
    if (!in_place) return;
    claim(whole.state == ResponseParser::State::complete, "what is read in place is complete");
    claim(whole.status == in_place->status, "read in place, the status is the same");
    claim(whole.header_block == in_place->header_block, "read in place, the header block is the same");
    claim(whole.body == in_place->body, "read in place, the body is the same");
    claim(whole.keep_alive == in_place->keep_alive, "read in place, reuse is the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const bool to_head : {false, true}) {
        ResponseParser parser;
        const auto whole = read(parser, bytes, to_head, [size] { return size; });
        check_pieces(parser, bytes, to_head, whole);
        check_reading_in_place(bytes, to_head, whole);
    }
    return 0;
}
