#include "redline/base/duration.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace redline::base_test {

using namespace redline::base;
using namespace std::chrono_literals;

namespace {

/// Nanoseconds of a duration that must parse.
std::int64_t read(std::string_view text) {
    const auto duration = parse_duration(text);
    BOOST_TEST(duration.has_value(), "`" << text << "` was refused");
    return duration ? duration->count() : -1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(duration)

BOOST_AUTO_TEST_CASE(known_texts) {
    BOOST_TEST(read("250ms") == 250'000'000);
    BOOST_TEST(read("1.5s") == 1'500'000'000);
    BOOST_TEST(read("1h30m") == 5'400'000'000'000);
    BOOST_TEST(read("30d") == 2'592'000'000'000'000);
    BOOST_TEST(read("1w") == 604'800'000'000'000);
    BOOST_TEST(read("7us") == 7'000);
    BOOST_TEST(read("1ns") == 1);
    BOOST_TEST(read("0s") == 0);
    BOOST_TEST(read("1m59.999999999s") == 119'999'999'999);
    BOOST_TEST(read("9223372036854774784ns") == 9'223'372'036'854'774'784);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_duration_and_says_what_is) {
    for (const std::string_view text :
         {"",     "5",    "s",    "-1s",       "+1s",   " 1s",  "1 s",  "1s ",  "1.5.2s", "1e3s", "1S",
          "1sec", "infs", "nans", "infinitys", "0x10s", "1,5s", "1h30", "--1s", "1h-30m", "."}) {
        const auto refused = parse_duration(text);
        BOOST_TEST_REQUIRE(!refused.has_value(), "`" << text << "` was read");
        BOOST_TEST(to_text(refused.error()) ==
                   "`" + std::string(text) +
                       "` is not a duration\n  = write a number and a unit: 250ms, 1.5s, 2m, 1h30m, 30d");
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_no_clock_can_hold) {
    const auto digits = std::string(400, '9');
    for (const auto& text : {std::string("15251w"), std::string("9223372036854775808ns"), digits + "w",
                             std::string("99999999999999999999s"), std::string("15000w15000w")})
        BOOST_TEST(!parse_duration(text).has_value(), text);
    BOOST_TEST(to_text(parse_duration("15251w").error()) == "`15251w` is too long a time");
}

BOOST_AUTO_TEST_CASE(prints_the_shortest_exact_form) {
    BOOST_TEST(to_text(Duration{0}) == "0s");
    BOOST_TEST(to_text(Duration{90s}) == "1m30s");
    BOOST_TEST(to_text(Duration{1500us}) == "1.5ms");
    BOOST_TEST(to_text(Duration{10ns}) == "10ns");
    BOOST_TEST(to_text(Duration{100s}) == "1m40s");
    BOOST_TEST(to_text(Duration{24h * 30}) == "4w2d");
    BOOST_TEST(to_text(Duration{59'999'999'999}) == "59.999999999s");
    BOOST_TEST(to_text(Duration{-1500ms}) == "-1.5s");
}

BOOST_AUTO_TEST_CASE(the_extremes_are_printed_and_the_longest_is_read_back) {
    const auto longest = Duration::max();
    BOOST_TEST(to_text(longest) == "15250w1d23h47m16.854775807s");
    BOOST_TEST(read(to_text(longest)) == longest.count());
    BOOST_TEST(to_text(Duration::min()) == "-15250w1d23h47m16.854775808s");
}

BOOST_AUTO_TEST_CASE(brief_texts_have_three_significant_digits) {
    const auto brief = [](double milliseconds) {
        return to_brief_text(Duration{static_cast<std::int64_t>(milliseconds * 1e6)});
    };
    BOOST_TEST(brief(0.412) == "0.412 ms");
    BOOST_TEST(brief(0.9996) == "1.00 ms");
    BOOST_TEST(brief(9.994) == "9.99 ms");
    BOOST_TEST(brief(9.996) == "10.0 ms");
    BOOST_TEST(brief(12.34) == "12.3 ms");
    BOOST_TEST(brief(99.96) == "100 ms");
    BOOST_TEST(brief(999.4) == "999 ms");
    BOOST_TEST(brief(1250) == "1.25 s");
    BOOST_TEST(brief(60'000) == "60 s");
    BOOST_TEST(brief(999'400) == "999 s");
    BOOST_TEST(brief(1'200'000) == "1200 s");
    BOOST_TEST(brief(3'601'600) == "3602 s");
}

BOOST_AUTO_TEST_CASE(seconds_and_milliseconds_as_doubles) {
    BOOST_TEST(in_seconds(1500ms) == 1.5);
    BOOST_TEST(in_milliseconds(1500us) == 1.5);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
