// parse(print(t)) == t for thresholds, and no text of the language's own words makes the parser do worse than
// complain.
#include "redline/reports/threshold.hpp"

#include <array>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"

using namespace redline;
using namespace redline::reports;

namespace {

constexpr std::uint64_t seed = 20260501;

std::string random_name(base::Random& random) {
    static constexpr std::array<std::string_view, 12> pieces{"post", "on",   " ", "\"", "\\", ",",
                                                             "<",    "over", "ü", "-",  ".",  "\t"};
    std::string name;
    for (auto left = random.below(5); left > 0; --left) name += pieces[random.below(pieces.size())];
    return name;
}

Limit random_limit(Measure measure, base::Random& random) {
    if (measure == Measure::rate) return base::Rate{static_cast<double>(random.below(10'000'000)) / 1000};
    if (measure == Measure::divergence) return base::Factor{static_cast<double>(random.below(10'000'000)) / 1000};
    if (measure == Measure::errors || measure == Measure::checks)
        return base::Share{static_cast<double>(random.below(100'001)) / 1000 / 100};
    return base::Duration{static_cast<std::int64_t>(random.next() >> random.below(40) >> 1)};
}

Threshold random_threshold(base::Random& random) {
    Threshold threshold;
    threshold.measure = static_cast<Measure>(random.below(7));
    if (threshold.measure <= Measure::divergence) threshold.figure = static_cast<Figure>(random.below(7));
    threshold.comparison = static_cast<Comparison>(random.below(4));
    threshold.limit = random_limit(threshold.measure, random);
    if (threshold.measure == Measure::send_lag) return threshold;
    if (random.chance(0.5)) threshold.step = ScopeName{random_name(random), {}};
    if (random.chance(0.5)) threshold.stage = ScopeName{random_name(random), {}};
    return threshold;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reports_threshold)

BOOST_AUTO_TEST_CASE(parsing_what_was_printed_gives_the_same_threshold) {
    base::Random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        const auto threshold = random_threshold(random);
        const auto text = to_text(threshold);
        const auto read = parse_threshold(text, {});
        BOOST_REQUIRE_MESSAGE(read.has_value(), "seed " << seed << ": refused: " << text);
        BOOST_REQUIRE_MESSAGE(*read == threshold, "seed " << seed << ": read back otherwise: " << text);
        BOOST_REQUIRE(to_text(*read) == text);
    }
}

BOOST_AUTO_TEST_CASE(any_text_is_read_or_complained_of_within_it) {
    static constexpr std::array<std::string_view, 16> words{
        "p99", "<",  "250ms", "on", "during", "over", ",",  "abort",
        "\"",  "1%", "5/s",   " ",  "errors", "hold", "\\", "="};
    base::Random random(seed + 1);
    for (int i = 0; i < 50'000; ++i) {
        std::string text;
        for (auto left = random.below(9); left > 0; --left) text += words[random.below(words.size())];
        auto source = std::make_shared<const base::SourceText>(base::SourceText{"t.yaml", text});
        const auto read = parse_threshold(text, base::Place{source, 1, 1, 1});
        if (read) continue;
        BOOST_REQUIRE_MESSAGE(read.error().diagnostics.size() == 1u, "seed " << seed << ": " << text);
        const auto& place = read.error().diagnostics[0].place;
        const auto end = static_cast<std::size_t>(place.column - 1);
        BOOST_REQUIRE_MESSAGE(place.column >= 1 && end <= text.size(), "seed " << seed << ": " << text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
