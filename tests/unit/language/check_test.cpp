#include "redline/language/check.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "redline/base/random.hpp"

using namespace redline;
using namespace redline::language;

namespace {

base::Place place_of(std::string text) {
    auto source = std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", std::move(text)});
    return {source, 1, 1, 1};
}

base::Result<Check> read(const std::string& text) { return parse_check(text, place_of(text)); }

/// Draws checks the reader can be asked for; everything it draws is meant to read back.
class CheckMaker {
  public:
    explicit CheckMaker(std::uint64_t seed) : random_(seed) {}

    Check make() {
        Check check;
        check.subject = static_cast<Subject>(random_.below(5));
        check.op = pick(operators_of(check.subject));
        if (check.subject == Subject::header)
            check.header = pick<std::string>({"Content-Type", "x", "X-A_1"});
        if (check.subject == Subject::json) check.path = path();
        const auto count = check.op == Operator::in ? 1 + random_.below(4) : 1;
        for (std::uint64_t i = 0; i < count; ++i) check.operands.push_back(operand(check));
        return check;
    }

  private:
    template <class Value>
    Value pick(const std::vector<Value>& from) {
        return from[random_.below(from.size())];
    }

    static std::vector<Operator> operators_of(Subject subject) {
        using enum Operator;
        if (subject == Subject::status) return {equal, not_equal, less, at_most, more, at_least, in};
        if (subject == Subject::latency) return {less, at_most, more, at_least};
        if (subject == Subject::json) return {equal, not_equal, less, at_most, more, at_least, in, contains};
        return {equal, not_equal, in, contains};
    }

    JsonPath path() {
        JsonPath made;
        for (auto left = random_.below(4); left > 0; --left) {
            if (random_.chance(0.4))
                made.steps.emplace_back(static_cast<std::size_t>(random_.below(1000)));
            else
                made.steps.emplace_back(text());
        }
        return made;
    }

    std::string text() {
        static const std::vector<std::string> letters = {"a", "Z",  "0", "_", "-", " ",  "\"",   "\\",
                                                         "é", "\n", "[", "$", ".", "\t", "\x01", "😀"};
        std::string made;
        for (auto left = random_.below(8); left > 0; --left) made += pick(letters);
        return made;
    }

    double number() {
        if (random_.chance(0.5)) return static_cast<double>(random_.below(2000)) - 1000;
        return (random_.uniform() - 0.5) * std::pow(10.0, static_cast<double>(random_.below(40)) - 20);
    }

    Operand operand(const Check& check) {
        if (check.subject == Subject::status) return static_cast<double>(100 + random_.below(500));
        if (check.subject == Subject::latency) return base::Duration(random_.below(std::uint64_t{1} << 45));
        if (check.subject != Subject::json || check.op == Operator::contains) return text();
        if (check.op >= Operator::less && check.op <= Operator::at_least) return number();
        switch (random_.below(4)) {
        case 0: return nullptr;
        case 1: return random_.chance(0.5);
        case 2: return number();
        default: return text();
        }
    }

    base::Random random_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(check)

BOOST_AUTO_TEST_CASE(a_check_is_read_as_what_it_says) {
    BOOST_TEST((*read("status == 202") == Check{Subject::status, "", {}, Operator::equal, {202.0}}));
    BOOST_TEST(
        (*read("status in [202, 409]") == Check{Subject::status, "", {}, Operator::in, {202.0, 409.0}}));
    BOOST_TEST((*read("status<500") == Check{Subject::status, "", {}, Operator::less, {500.0}}));
    BOOST_TEST(
        (*read("latency < 1.5s") ==
         Check{Subject::latency, "", {}, Operator::less, {base::Duration(std::chrono::milliseconds(1500))}}));
    BOOST_TEST((*read("body contains \"a \\\"b\\\"\"") ==
                Check{Subject::body, "", {}, Operator::contains, {std::string("a \"b\"")}}));
    BOOST_TEST((*read("header Content-Type contains json") ==
                Check{Subject::header, "Content-Type", {}, Operator::contains, {std::string("json")}}));
    BOOST_TEST(
        (*read("$.a.b[0] in [\"x\", y]") ==
         Check{Subject::json, "", {{"a", "b", 0U}}, Operator::in, {std::string("x"), std::string("y")}}));
    BOOST_TEST((*read("$ == null") == Check{Subject::json, "", {}, Operator::equal, {nullptr}}));
    BOOST_TEST((*read("$.ok != true") == Check{Subject::json, "", {{"ok"}}, Operator::not_equal, {true}}));
    BOOST_TEST((*read("$.ok == \"true\"") ==
                Check{Subject::json, "", {{"ok"}}, Operator::equal, {std::string("true")}}));
    BOOST_TEST((*read("$[\"odd key\"] >= -1e3") ==
                Check{Subject::json, "", {{"odd key"}}, Operator::at_least, {-1000.0}}));
}

BOOST_AUTO_TEST_CASE(what_is_printed_reads_back_to_the_same_check) {
    constexpr std::uint64_t seed = 20260501;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const auto made = CheckMaker(seed + i).make();
        const auto text = to_text(made);
        const auto again = read(text);
        const bool same = again && *again == made;
        if (!same) BOOST_FAIL(fmt::format("seed {}: {} does not read back", seed + i, text));
    }
}

BOOST_AUTO_TEST_CASE(the_canonical_form_is_spelled_one_way) {
    BOOST_TEST(to_text(*read("status  in[202,409]")) == "status in [202, 409]");
    BOOST_TEST(to_text(*read("latency<=90s")) == "latency <= 1m30s");
    BOOST_TEST(to_text(*read("$[\"state\"] == sold")) == "$.state == \"sold\"");
    BOOST_TEST(to_text(*read("header etag != \"\\u0041\"")) == "header etag != \"A\"");
}

BOOST_AUTO_TEST_CASE(mistakes_are_shown_at_their_column) {
    struct Case {
        std::string_view text;
        int column, length;
        std::string_view message, hint;
    };
    const Case cases[] = {
        {"", 1, 1, "a check begins with what it looks at", "for example: status == 202"},
        {"statsu == 202", 1, 6, "`statsu` is nothing to check", "did you mean `status`?"},
        {"status = 202", 8, 1, "`=` has no meaning in a check", "did you mean `==`?"},
        {"status 202", 8, 3, "status is compared with one of == != < <= > >= in", ""},
        {"status contains 2", 8, 8, "status is compared with one of == != < <= > >= in", ""},
        {"status ==", 10, 1, "a status is a whole number from 100 to 599", ""},
        {"status == 20", 11, 2, "a status is a whole number from 100 to 599", ""},
        {"status == 200.5", 11, 5, "a status is a whole number from 100 to 599", ""},
        {"status in 202", 11, 3, "`[` is needed here", ""},
        {"status in []", 12, 1, "a status is a whole number from 100 to 599", ""},
        {"status in [202 409]", 16, 3, "`]` is needed here", ""},
        {"status == 202 or 203", 15, 2, "the check is complete before `or`",
         "write each check as an item of its own"},
        {"latency < 1", 11, 1, "`1` is not a duration",
         "write a number and a unit: 250ms, 1.5s, 2m, 1h30m, 30d"},
        {"latency == 1s", 9, 2, "latency is compared with one of < <= > >=", ""},
        {"body contains 'x'", 15, 1, "`'` has no meaning in a check", "texts stand in double quotes"},
        {"body contains \"x", 15, 1, "this quote is never closed", ""},
        {"body contains \"\\q\"", 15, 4, "this text is not written as in JSON",
         "escape with a backslash: \\\" \\\\ \\n \\u00e9"},
        {"body == 7", 9, 1, "a text in double quotes is needed here", ""},
        {"header == x", 8, 2, "the name of a header is needed here",
         "for example: header Content-Type contains \"json\""},
        {"$. == 1", 4, 2, "a key is needed after the dot", "quote an odd one: $[\"odd key\"]"},
        {"$[-1] == 1", 3, 2, "an index from 0 or a quoted key is needed here", ""},
        {"$[1 == 1", 5, 2, "`]` is needed here", ""},
        {"$.a < \"x\"", 7, 3, "a number is needed here", "texts are compared with == != contains in"},
        {"$.a ~ 1", 5, 1, "`~` has no meaning in a check", ""},
        {"$.a == 1s", 8, 2, "a text in double quotes is needed here", ""},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.text) {
            const auto result = read(std::string(c.text));
            BOOST_TEST_REQUIRE(!result.has_value());
            BOOST_TEST_REQUIRE(result.error().diagnostics.size() == 1U);
            const auto& diagnostic = result.error().diagnostics.front();
            BOOST_TEST(diagnostic.place.column == c.column);
            BOOST_TEST(diagnostic.place.length == c.length);
            BOOST_TEST(diagnostic.message == c.message);
            BOOST_TEST(diagnostic.hint == c.hint);
        }
    }
}

BOOST_AUTO_TEST_CASE(any_text_is_answered_with_a_check_or_a_diagnostic) {
    constexpr std::uint64_t seed = 77;
    static const std::vector<std::string> pieces = {
        "status", "$", ".", "[", "]", "\"", "in", "==", "1", "-", "\\", "\xff", " ", ",", "e9", "header"};
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        base::Random random(seed + i);
        std::string text;
        for (auto left = random.below(12); left > 0; --left) text += pieces[random.below(pieces.size())];
        const auto result = read(text);
        const bool answered =
            result ? read(to_text(*result)).has_value() : result.error().diagnostics.size() == 1;
        if (!answered) BOOST_FAIL(fmt::format("seed {}: {}", seed + i, text));
    }
}

BOOST_AUTO_TEST_SUITE_END()
