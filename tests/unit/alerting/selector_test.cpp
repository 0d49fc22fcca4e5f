#include "redline/alerting/selector.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>

#include "redline/base/random.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;

base::Place start_of(const std::string& text) {
    return {std::make_shared<const base::SourceText>(base::SourceText{"rules", text}), 1, 1, 1};
}

Selector parsed(const std::string& text) {
    auto selector = parse_selector(text, start_of(text));
    BOOST_REQUIRE_MESSAGE(selector, text);
    return *selector;
}

/// Column, message and hint of the mistake in `text`.
std::string mistake_in(const std::string& text) {
    const auto selector = parse_selector(text, start_of(text));
    if (selector || selector.error().diagnostics.size() != 1) return "no single mistake";
    const auto& diagnostic = selector.error().diagnostics[0];
    return std::to_string(diagnostic.place.column) + "+" + std::to_string(diagnostic.place.length) + " " +
           diagnostic.message;
}

const base::Labels lead{{"__name__", "requests_total"}, {"route", "/v1/leads"}, {"code", "503"}};

bool selects(const std::string& text) { return matches(parsed(text), lead); }

} // namespace

BOOST_AUTO_TEST_SUITE(selector)

BOOST_AUTO_TEST_CASE(every_matcher_selects_as_in_prometheus) {
    BOOST_TEST(selects("requests_total"));
    BOOST_TEST(selects("requests_total{}"));
    BOOST_TEST(!selects("requests"));
    BOOST_TEST(selects(R"(requests_total{route="/v1/leads"})"));
    BOOST_TEST(selects(R"( requests_total { route = '/v1/leads' , code != "200" , } )"));
    BOOST_TEST(!selects(R"(requests_total{route="/v1/leads", code="200"})"));
    BOOST_TEST(selects(R"(requests_total{code=~"5..|4.."})"));
    BOOST_TEST(!selects(R"(requests_total{code=~"5."})"));
    BOOST_TEST(!selects(R"(requests_total{code=~"0."})"));
    BOOST_TEST(selects(R"(requests_total{code!~"2.."})"));
    BOOST_TEST(!selects(R"(requests_total{code!~"\\d+"})"));
    BOOST_TEST(selects(R"(requests_total{route=~"/v1/.*", route!="/v1/buyers"})"));
}

BOOST_AUTO_TEST_CASE(an_absent_label_reads_as_empty) {
    BOOST_TEST(selects(R"(requests_total{zone=""})"));
    BOOST_TEST(!selects(R"(requests_total{zone!=""})"));
    BOOST_TEST(selects(R"(requests_total{zone=~".*"})"));
    BOOST_TEST(!selects(R"(requests_total{zone=~".+"})"));
    BOOST_TEST(selects(R"(requests_total{zone!~".+"})"));
}

BOOST_AUTO_TEST_CASE(mistakes_are_shown_where_they_are) {
    BOOST_TEST(mistake_in("") == "1+1 a selector begins with a metric's name");
    BOOST_TEST(mistake_in("{a=\"b\"}") == "1+1 a selector begins with a metric's name");
    BOOST_TEST(mistake_in("9x") == "1+1 a selector begins with a metric's name");
    BOOST_TEST(mistake_in("rate(x[5m])") == "5+1 nothing may follow the selector");
    BOOST_TEST(mistake_in("x{a=\"b\"} > 3") == "10+1 nothing may follow the selector");
    BOOST_TEST(mistake_in("x{=\"b\"}") == "3+1 a label's name is missing here");
    BOOST_TEST(mistake_in("x{,}") == "3+1 a label's name is missing here");
    BOOST_TEST(mistake_in("x{") == "3+1 a label's name is missing here");
    BOOST_TEST(mistake_in("x{a}") == "4+1 one of `=`, `!=`, `=~`, `!~` is missing here");
    BOOST_TEST(mistake_in("x{a>\"b\"}") == "4+1 one of `=`, `!=`, `=~`, `!~` is missing here");
    BOOST_TEST(mistake_in("x{a=b}") == "5+1 a label's value stands in quotes");
    BOOST_TEST(mistake_in("x{a=") == "5+1 a label's value stands in quotes");
    BOOST_TEST(mistake_in("x{a=\"b}") == "5+1 this quote is never closed");
    BOOST_TEST(mistake_in("x{a=\"b\\\"}") == "5+1 this quote is never closed");
    BOOST_TEST(mistake_in("x{a=\"\\d\"}") == "6+2 this escape is not known");
    BOOST_TEST(mistake_in("x{a=\"b\" c=\"d\"}") == "9+1 a `,` or the closing `}` is missing here");
    BOOST_TEST(mistake_in("x{a=\"b\"") == "8+1 a `,` or the closing `}` is missing here");
    BOOST_TEST(mistake_in("x{__name__=\"y\"}") == "3+8 the metric's name stands before the braces");
    BOOST_TEST(mistake_in("x{a=~\"(\"}") == "6+3 `(` is not a regular expression");
    BOOST_TEST(mistake_in("x{a=~\"(a)\\\\1\"}") == "6+8 `(a)\\1` is not a regular expression");
}

BOOST_AUTO_TEST_CASE(patterns_are_bounded) {
    BOOST_TEST(mistake_in("x{a=~\"" + std::string(257, 'a') + "\"}") == "6+259 this pattern is too large");
    BOOST_TEST(mistake_in("x{a=~\"a{5000}\"}") == "6+9 this pattern is too large");
    BOOST_TEST(mistake_in("x{a=~\"(a{1,90}){90}\"}") == "6+15 this pattern is too large");
    BOOST_TEST(mistake_in("x{a=~\"(a{70,}){70}\"}") == "6+14 this pattern is too large");
    BOOST_TEST(parsed("x{a=~\"[0-9a-f]{40}\"}").matchers.size() == 1U);
}

/// Backtracking would take 2^200 steps for the first, and recursion a stack for the second.
BOOST_AUTO_TEST_CASE(no_pattern_stalls_or_crashes) {
    const auto nested = parsed("x{a=~\"(a+)+b\"}");
    BOOST_TEST(!matches(nested, {{"__name__", "x"}, {"a", std::string(200, 'a')}}));
    const auto optional = parsed("x{a=~\"((a?){30}){9}\"}");
    BOOST_TEST(matches(optional, {{"__name__", "x"}, {"a", std::string(270, 'a')}}));
    BOOST_TEST(!matches(optional, {{"__name__", "x"}, {"a", std::string(271, 'a')}}));
    const auto any = parsed("x{a=~\".*\"}");
    BOOST_TEST(matches(any, {{"__name__", "x"}, {"a", std::string(100'000, 'a')}}));
}

BOOST_AUTO_TEST_CASE(printing_and_reading_give_the_same_selector) {
    BOOST_TEST(to_text(parsed("x")) == "x");
    BOOST_TEST(to_text(parsed("x{a!='it is',}")) == "x{a!=\"it is\"}");
    constexpr std::string_view bytes = "ab0 \\\"'\n\t{},=~/ö";
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        auto random = base::Random::keyed(seed, "selectors", 0);
        Selector made{"m:x_1", {}};
        for (std::uint64_t i = random.below(4); i > 0; --i) {
            std::string value;
            for (std::uint64_t n = random.below(12); n > 0; --n) value += bytes[random.below(bytes.size())];
            const auto operation =
                random.chance(0.5) ? Matcher::Operation::equal : Matcher::Operation::not_equal;
            made.matchers.push_back({"label" + std::to_string(i), operation, value, nullptr});
        }
        const auto again = parsed(to_text(made));
        BOOST_TEST_CONTEXT("seed " << seed << ": " << to_text(made)) {
            BOOST_TEST(to_text(again) == to_text(made));
            BOOST_REQUIRE(again.matchers.size() == made.matchers.size());
            for (std::size_t i = 0; i < made.matchers.size(); ++i) {
                BOOST_TEST(again.matchers[i].value == made.matchers[i].value);
                BOOST_TEST((again.matchers[i].operation == made.matchers[i].operation));
            }
        }
    }
}

/// Whatever the bytes, the answer is a selector or one mistake inside the text.
BOOST_AUTO_TEST_CASE(noise_is_answered) {
    constexpr std::string_view bytes = "xy{}\"'=~!,\\ (+[9_:";
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        auto random = base::Random::keyed(seed, "noise", 0);
        std::string text = random.chance(0.7) ? "x{y=~\"" : "";
        for (std::uint64_t n = random.below(25); n > 0; --n) text += bytes[random.below(bytes.size())];
        const auto selector = parse_selector(text, start_of(text));
        if (selector) continue;
        BOOST_TEST_CONTEXT("seed " << seed << ": " << text) {
            BOOST_REQUIRE(selector.error().diagnostics.size() == 1U);
            const auto& place = selector.error().diagnostics[0].place;
            BOOST_TEST(place.column >= 1);
            BOOST_TEST(place.column + place.length <= static_cast<int>(text.size()) + 2);
        }
    }
}

BOOST_AUTO_TEST_CASE(select_keeps_the_order_given) {
    const std::vector<base::TimeSeries> series{{{{"__name__", "x"}, {"a", "1"}}, {}},
                                               {{{"__name__", "y"}}, {}},
                                               {{{"__name__", "x"}, {"a", "2"}}, {}}};
    const auto selected = select(parsed("x{a=~\"[12]\"}"), series);
    BOOST_REQUIRE(selected.size() == 2U);
    BOOST_TEST(selected[0] == &series[0]);
    BOOST_TEST(selected[1] == &series[2]);
    BOOST_TEST(select(renamed(parsed("x{a=\"1\"}"), "y"), series).empty());
    BOOST_TEST(select(renamed(parsed("x{a=\"\"}"), "y"), series).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
