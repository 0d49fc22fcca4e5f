// Whatever the text, reading ends in a tree or a diagnostic, and every place lies within the text.
#include "redline/yaml/node.hpp"

#include <boost/test/unit_test.hpp>

#include "seeds.hpp"

namespace redline::property {

namespace {

using yaml::Node;

/// Bits of YAML in no order.
std::string any_text(base::Random& random) {
    constexpr std::string_view bits[] = {"a",   "b: ", ": ",   "- ", "\n", "\n  ",  "\n    ", "[",
                                         "]",   "{",   "}",    ", ", "'",  "\"",    "|\n",    ">-",
                                         "&x ", "*x",  "# c",  "? ", "!t", "{{",    "---\n",  "é",
                                         "~",   "\t",  "\r\n", "\\", "%",  "...\n", "<<: ",   "@"};
    std::string text;
    for (auto left = random.below(14); left > 0; --left) text += bits[random.below(std::size(bits))];
    return text;
}

bool lies_within(const base::Place& place) {
    const auto line = place.source->line(place.line);
    const bool begins = place.column >= 1 && static_cast<std::size_t>(place.column) <= line.size() + 1;
    return place.line >= 1 && begins && place.length >= 1;
}

void check_places(const Node& node) {
    BOOST_TEST_REQUIRE(lies_within(node.place), node.place.line << ':' << node.place.column);
    for (const auto& item : node.items) check_places(item);
    for (const auto& entry : node.entries) {
        BOOST_TEST_REQUIRE(lies_within(entry.key_place), entry.key);
        check_places(entry.value);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(yaml_node)

BOOST_AUTO_TEST_CASE(any_text_is_a_tree_or_a_diagnostic_within_the_text) {
    for_random_values("texts", 30'000, [](base::Random& random) {
        const auto source =
            std::make_shared<const base::SourceText>(base::SourceText{"a.yaml", any_text(random)});
        BOOST_TEST_CONTEXT("the text:\n" << source->text) {
            const auto node = yaml::parse(source);
            if (node) check_places(*node);
            if (!node) BOOST_TEST_REQUIRE(node.error().diagnostics.size() == 1U);
            if (!node) BOOST_TEST_REQUIRE(lies_within(node.error().diagnostics[0].place));
        }
    });
}

BOOST_AUTO_TEST_CASE(a_quoted_text_is_read_back_whatever_it_holds) {
    for_random_values("quoted", 20'000, [](base::Random& random) {
        const auto text = any_text(random);
        if (text.find_first_of("\n\r\t\\") != std::string::npos) return;
        std::string quoted = "a: '";
        for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
        const auto node =
            yaml::parse(std::make_shared<const base::SourceText>(base::SourceText{"a", quoted + "'"}));
        BOOST_TEST_REQUIRE(node.has_value(), quoted);
        BOOST_TEST_REQUIRE(node->find("a")->text == text, quoted);
        BOOST_TEST_REQUIRE(node->find("a")->place.column == 5);
        BOOST_TEST_REQUIRE(node->find("a")->place.length ==
                           static_cast<int>(std::max<std::size_t>(1, quoted.size() - 4)));
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
