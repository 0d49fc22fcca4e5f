#include "redline/yaml/reader.hpp"

#include <boost/test/unit_test.hpp>

#include <list>

#include "redline/base/duration.hpp"

namespace redline::yaml_test {

using namespace redline::yaml;

namespace {

Node tree_of(std::string text) {
    auto node =
        parse(std::make_shared<const base::SourceText>(base::SourceText{"lead.yaml", std::move(text)}));
    if (node) return std::move(*node);
    BOOST_ERROR(base::to_text(node.error()));
    return {};
}

/// What the user would read of `diagnostics`, one line each, without the excerpt.
std::string messages(const Diagnostics& diagnostics) {
    std::string text;
    for (const auto& diagnostic : diagnostics) {
        const auto whole = base::to_text(diagnostic);
        text += whole.substr(0, whole.find('\n')) + (diagnostic.hint.empty() ? "" : " = " + diagnostic.hint) +
                '\n';
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reader)

BOOST_AUTO_TEST_CASE(a_mapping_reports_missing_and_unknown_keys_together) {
    const auto root = tree_of("stagse: []\nname: x\nzzz: 1\n");
    Diagnostics diagnostics;
    MappingReader reader(root, "the file", diagnostics);
    BOOST_TEST((reader.required("name") == root.find("name")));
    BOOST_TEST((reader.required("stages") == nullptr));
    BOOST_TEST((reader.optional("seed") == nullptr));
    reader.finish();
    BOOST_TEST(messages(diagnostics) ==
               "lead.yaml:1:1: the file needs `stages`\n"
               "lead.yaml:1:1: unknown key `stagse` in the file = did you mean `stages`?\n"
               "lead.yaml:3:1: unknown key `zzz` in the file = known: name, stages, seed\n");
}

BOOST_AUTO_TEST_CASE(what_is_no_mapping_is_reported_once) {
    const auto root = tree_of("stages: [a]\n");
    Diagnostics diagnostics;
    MappingReader reader(root.find("stages")->items[0], "a stage", diagnostics);
    BOOST_TEST((reader.required("name") == nullptr));
    reader.finish();
    BOOST_TEST(messages(diagnostics) == "lead.yaml:1:10: a stage must be a mapping, not a single value\n");
}

BOOST_AUTO_TEST_CASE(scalars_of_the_right_form_are_read) {
    const auto root =
        tree_of("text: no\ncount: 42\nnumber: 2.5\nflag: true\nchoice: poisson\nlist: [a, b]\n");
    Diagnostics diagnostics;
    BOOST_TEST((read_text(root.find("text"), diagnostics) == "no"));
    BOOST_TEST((read_count(root.find("count"), diagnostics) == 42U));
    BOOST_TEST((read_number(root.find("number"), diagnostics) == 2.5));
    BOOST_TEST((read_flag(root.find("flag"), diagnostics) == true));
    constexpr std::string_view words[] = {"regular", "poisson"};
    BOOST_TEST((read_choice(root.find("choice"), words, diagnostics) == 1U));
    BOOST_TEST(read_items(root.find("list"), diagnostics).size() == 2U);
    BOOST_TEST(messages(diagnostics) == "");
}

BOOST_AUTO_TEST_CASE(absent_nodes_answer_nothing_and_report_nothing) {
    Diagnostics diagnostics;
    BOOST_TEST(!read_text(nullptr, diagnostics).has_value());
    BOOST_TEST(!read_count(nullptr, diagnostics).has_value());
    BOOST_TEST(!read_number(nullptr, diagnostics).has_value());
    BOOST_TEST(!read_flag(nullptr, diagnostics).has_value());
    BOOST_TEST(read_items(nullptr, diagnostics).empty());
    BOOST_TEST(!read_as(nullptr, diagnostics, base::parse_duration).has_value());
    BOOST_TEST(diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(scalars_of_the_wrong_form_are_reported_at_their_place) {
    Diagnostics diagnostics;
    std::list<Node> list;
    for (const char* text : {"-1", "1.5", "0x10", "99999999999999999999", "''"})
        BOOST_TEST(!read_count(&list.emplace_back(tree_of(text)), diagnostics).has_value(), text);
    for (const char* text : {"inf", "nan", "1e999", "1,5", "1 2"})
        BOOST_TEST(!read_number(&list.emplace_back(tree_of(text)), diagnostics).has_value(), text);
    BOOST_TEST(diagnostics.size() == 10U);
    diagnostics.clear();
    const auto root = tree_of("count: ten\nflag: yes\ntext: [a]\nlist: {}\nnone:\n");
    read_count(root.find("count"), diagnostics);
    read_flag(root.find("flag"), diagnostics);
    read_text(root.find("text"), diagnostics);
    read_items(root.find("list"), diagnostics);
    read_text(root.find("none"), diagnostics);
    BOOST_TEST(messages(diagnostics) == "lead.yaml:1:8: `ten` is not a whole number\n"
                                        "lead.yaml:2:7: `yes` is not known here = known: false, true\n"
                                        "lead.yaml:3:7: a single value is needed here, not a list\n"
                                        "lead.yaml:4:7: a list is needed here, not a mapping\n"
                                        "lead.yaml:5:1: a single value is needed here, not nothing\n");
}

BOOST_AUTO_TEST_CASE(read_as_shows_the_parsers_error_at_the_node) {
    const auto root = tree_of("timeout: 3s\nduration: \"soon\"\n");
    Diagnostics diagnostics;
    BOOST_TEST((read_as(root.find("timeout"), diagnostics, base::parse_duration) == std::chrono::seconds(3)));
    BOOST_TEST(!read_as(root.find("duration"), diagnostics, base::parse_duration).has_value());
    BOOST_TEST_REQUIRE(diagnostics.size() == 1U);
    BOOST_TEST(base::to_text(diagnostics[0]) ==
               "lead.yaml:2:12: `soon` is not a duration\n"
               "    2 | duration: \"soon\"\n"
               "      |            ^~~~\n"
               "      = write a number and a unit: 250ms, 1.5s, 2m, 1h30m, 30d");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::yaml_test
