#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/loadgen/response_parser.hpp"
#include "response_corpus.hpp"

using namespace redline;
using namespace redline::loadgen;

namespace {

/// All that a user of the parser can see, so that two ways of feeding can be compared.
struct Seen {
    ResponseParser::State state;
    int status;
    std::string header_block;
    std::string body;
    std::uint64_t body_bytes;
    bool keep_alive;
    bool operator==(const Seen&) const = default;
};

template <class NextSize>
Seen fed(const KnownResponse& known, NextSize next_size) {
    ResponseParser parser;
    parser.begin(known.to_head);
    std::string_view rest = known.bytes;
    while (!rest.empty()) {
        const auto size = std::min<std::size_t>(next_size(), rest.size());
        parser.feed(rest.substr(0, size));
        rest.remove_prefix(size);
    }
    if (known.closes) parser.finish();
    const bool complete = parser.state() == ResponseParser::State::complete;
    if (!complete) return {parser.state(), 0, "", "", 0, false};
    return {parser.state(),
            parser.status(),
            std::string(parser.header_block()),
            std::string(parser.body()),
            parser.body_bytes(),
            parser.keep_alive()};
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_parser)

BOOST_AUTO_TEST_CASE(the_pieces_an_answer_comes_in_do_not_matter) {
    for (const auto& known : response_corpus()) {
        BOOST_TEST_CONTEXT(known.name << ": " << known.bytes) {
            const auto whole = fed(known, [&] { return known.bytes.size(); });
            BOOST_CHECK(fed(known, [] { return std::size_t{1}; }) == whole);
            for (std::uint64_t seed = 1; seed <= 50; ++seed) {
                base::Random random(seed);
                const auto pieces = fed(known, [&] { return std::size_t{1 + random.below(9)}; });
                BOOST_CHECK_MESSAGE(pieces == whole, "seed " << seed);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(bytes_changed_at_random_never_run_away) {
    const auto corpus = response_corpus();
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
        base::Random random(seed);
        auto known = corpus[random.below(corpus.size())];
        for (auto changes = 1 + random.below(3); changes > 0 && !known.bytes.empty(); --changes)
            known.bytes[random.below(known.bytes.size())] = static_cast<char>(random.below(256));
        const auto whole = fed(known, [&] { return known.bytes.size(); });
        BOOST_REQUIRE_MESSAGE(fed(known, [] { return std::size_t{1}; }) == whole, "seed " << seed);
        BOOST_REQUIRE_MESSAGE(whole.body.size() <= known.bytes.size(), "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
