#include "redline/language/environment.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;

namespace {

std::optional<std::string> sample_environment(std::string_view name) {
    if (name == "HOST") return "example.com";
    if (name == "EMPTY") return "";
    return std::nullopt;
}

struct Filled {
    std::string text;
    std::string problems;
};

Filled filled(std::string_view value, const language::Environment& environment = sample_environment) {
    auto source =
        std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", "key: " + std::string(value)});
    auto file = yaml::parse(source);
    BOOST_TEST_REQUIRE(file.has_value());
    yaml::Diagnostics diagnostics;
    language::fill_environment(*file, environment, diagnostics);
    std::string problems;
    for (const auto& diagnostic : diagnostics) problems += base::to_text(diagnostic) + "\n";
    return {file->find("key")->text, problems};
}

} // namespace

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(variables_and_defaults_are_filled_in) {
    struct Case {
        std::string_view written, read;
    };
    constexpr Case cases[] = {
        {"plain", "plain"},
        {"${HOST}", "example.com"},
        {"a${HOST}b${HOST}c", "aexample.combexample.comc"},
        {"${HOST:-other}", "example.com"},
        {"${NOWHERE:-http://127.0.0.1:8080}", "http://127.0.0.1:8080"},
        {"${EMPTY:-taken}", "taken"},
        {"${EMPTY}x", "x"},
        {"${NOWHERE:-}x", "x"},
        {"$${HOST} and ${HOST}", "${HOST} and example.com"},
        {"$.state == $HOST", "$.state == $HOST"},
        {"'${HOST} {{ lead }}'", "example.com {{ lead }}"},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.written) {
            const auto result = filled(c.written);
            BOOST_TEST(result.text == c.read);
            BOOST_TEST(result.problems == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_filled_is_shown_at_its_column) {
    BOOST_TEST(filled("http://${HOST}:${PROT}/").problems ==
               "f.yaml:1:21: the environment variable `PROT` is not set\n"
               "    1 | key: http://${HOST}:${PROT}/\n"
               "      |                     ^~~~~~~\n"
               "      = set it, or write a default: ${PROT:-value}\n");
    BOOST_TEST(filled("ab ${1X}").problems == "f.yaml:1:9: `1X` is not the name of an environment variable\n"
                                              "    1 | key: ab ${1X}\n"
                                              "      |         ^~~~~\n"
                                              "      = write ${NAME} or ${NAME:-default}\n");
    BOOST_TEST(filled("ab ${HOST").problems == "f.yaml:1:9: `${` without its `}`\n"
                                               "    1 | key: ab ${HOST\n"
                                               "      |         ^~\n"
                                               "      = write ${NAME} or ${NAME:-default}\n");
}

BOOST_AUTO_TEST_CASE(no_function_is_an_empty_environment) {
    BOOST_TEST(filled("${HOST:-x}", nullptr).text == "x");
    BOOST_TEST(
        filled("${HOST}", nullptr).problems.starts_with("f.yaml:1:6: the environment variable `HOST`"));
}

BOOST_AUTO_TEST_SUITE_END()
