#include "redline/yaml/node.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>

namespace redline::yaml_test {

using namespace redline::yaml;

namespace {

base::Result<Node> parsed(std::string text) {
    return parse(std::make_shared<const base::SourceText>(base::SourceText{"lead.yaml", std::move(text)}));
}

Node tree_of(std::string text) {
    auto node = parsed(std::move(text));
    if (node) return std::move(*node);
    BOOST_ERROR(base::to_text(node.error()));
    return {};
}

std::string refusal(std::string text) {
    const auto node = parsed(std::move(text));
    return node ? "accepted" : base::to_text(node.error());
}

/// `line:column+length` of a value.
std::string where(const Node* node) {
    if (node == nullptr) return "nowhere";
    const auto& place = node->place;
    return std::to_string(place.line) + ':' + std::to_string(place.column) + '+' +
           std::to_string(place.length);
}

/// The stretch of the source text that a value's place points at.
std::string pointed_at(const Node* node) {
    if (node == nullptr) return "nothing";
    const auto& place = node->place;
    const auto line = place.source->line(place.line);
    return std::string(
        line.substr(static_cast<std::size_t>(place.column) - 1, static_cast<std::size_t>(place.length)));
}

/// A folder of its own, removed afterwards.
class Folder {
  public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "node_test_XXXXXX").string();
        BOOST_TEST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path path;
};

constexpr const char* quote_it = " a value that begins with `{{` must be quoted, or YAML reads a mapping";

} // namespace

BOOST_AUTO_TEST_SUITE(node)

BOOST_AUTO_TEST_CASE(keeps_kinds_texts_and_order) {
    const auto root = tree_of("b: 1\na: [x, 'y', \"z\"]\nc: { d: no }\ne:\n");
    BOOST_TEST((root.kind == Kind::mapping));
    BOOST_TEST_REQUIRE(root.entries.size() == 4U);
    BOOST_TEST(root.entries[0].key == "b");
    BOOST_TEST(root.entries[1].key == "a");
    BOOST_TEST_REQUIRE(root.find("a")->items.size() == 3U);
    BOOST_TEST(root.find("a")->items[1].text == "y");
    BOOST_TEST(root.find("c")->find("d")->text == "no");
    BOOST_TEST((root.find("e")->kind == Kind::null));
    BOOST_TEST((root.find("f") == nullptr));
}

BOOST_AUTO_TEST_CASE(tells_quoted_scalars_from_bare_ones) {
    const auto root = tree_of("a: 10\nb: '10'\nc: \"10\"\nd: |\n  10\ne: >-\n  10\n");
    BOOST_TEST(!root.find("a")->quoted);
    for (const char* key : {"b", "c", "d", "e"}) BOOST_TEST(root.find(key)->quoted, key);
}

BOOST_AUTO_TEST_CASE(places_of_plain_and_quoted_scalars) {
    const auto root = tree_of("name: holiday-10x   # why\n"
                              "single: 'it''s'\n"
                              "double: \"a\\tb \\\" c\"\n"
                              "empty: ''\n"
                              "after é: x\n");
    BOOST_TEST(where(root.find("name")) == "1:7+11");
    BOOST_TEST(pointed_at(root.find("name")) == "holiday-10x");
    BOOST_TEST(root.find("single")->text == "it's");
    BOOST_TEST(where(root.find("single")) == "2:10+5");
    BOOST_TEST(pointed_at(root.find("single")) == "it''s");
    BOOST_TEST(where(root.find("double")) == "3:10+9");
    BOOST_TEST(pointed_at(root.find("double")) == "a\\tb \\\" c");
    BOOST_TEST(where(root.find("empty")) == "4:9+1");
    BOOST_TEST(pointed_at(root.find("after é")) == "x");
}

BOOST_AUTO_TEST_CASE(places_of_block_scalars_are_their_indicator) {
    const auto root = tree_of("a: |\n  one\n  two\nb: >-\n  three\n");
    BOOST_TEST(root.find("a")->text == "one\ntwo\n");
    BOOST_TEST(where(root.find("a")) == "1:4+1");
    BOOST_TEST(where(root.find("b")) == "4:4+1");
}

BOOST_AUTO_TEST_CASE(places_of_lists_mappings_and_keys) {
    const auto root = tree_of("flow: [1, { x: y }]\nblock:\n  - one\n  -   two: 2\n");
    BOOST_TEST(where(root.find("flow")) == "1:7+1");
    BOOST_TEST(where(&root.find("flow")->items[1]) == "1:11+1");
    BOOST_TEST(where(&root.find("block")->items[0]) == "3:5+3");
    BOOST_TEST(where(&root.find("block")->items[1]) == "4:7+1");
    const auto& key = root.find("block")->items[1].entries[0].key_place;
    BOOST_TEST(key.line == 4);
    BOOST_TEST(key.column == 7);
    BOOST_TEST(key.length == 3);
}

BOOST_AUTO_TEST_CASE(a_missing_value_is_placed_at_its_key) {
    const auto root = tree_of("stages:\n\n\n\nflows: ~\n");
    BOOST_TEST(where(root.find("stages")) == "1:1+6");
    BOOST_TEST((root.find("flows")->kind == Kind::null));
    BOOST_TEST(root.find("flows")->place.line == 5);
}

BOOST_AUTO_TEST_CASE(an_alias_is_the_value_it_names) {
    const auto root = tree_of("a: &x [1, 2]\nb: *x\n");
    BOOST_TEST_REQUIRE(root.find("b")->items.size() == 2U);
    BOOST_TEST(where(root.find("b")) == where(root.find("a")));
    BOOST_TEST(refusal("b: *nope\n").starts_with("lead.yaml:1:4: this is not YAML: the referenced anchor"));
}

BOOST_AUTO_TEST_CASE(empty_files_are_null) {
    for (const char* text : {"", "\n\n", "# only a remark\n", "---\n", "\xef\xbb\xbf"})
        BOOST_TEST((tree_of(text).kind == Kind::null), text);
}

BOOST_AUTO_TEST_CASE(crlf_and_a_byte_order_mark_are_no_part_of_the_text) {
    const auto root = tree_of("\xef\xbb\xbfname: x\r\nother: 'y'\r\n");
    BOOST_TEST(root.find("name")->text == "x");
    BOOST_TEST(where(root.find("name")) == "1:7+1");
    BOOST_TEST(pointed_at(root.find("other")) == "y");
    BOOST_TEST(refusal("\xef\xbb\xbf"
                       "a: 1\r\na: 2\r\n") ==
               "lead.yaml:2:1: `a` is given twice\n    2 | a: 2\n      | ^\n      = keep one of them");
    BOOST_TEST(refusal("\xef\xbb\xbf"
                       "a: @\n") ==
               "lead.yaml:1:4: this is not YAML: unknown token\n    1 | a: @\n      |    ^");
}

BOOST_AUTO_TEST_CASE(duplicate_keys_are_refused_wherever_they_stand) {
    BOOST_TEST(refusal("a: { bé: 1, c: 2, bé: 3 }\n") == "lead.yaml:1:20: `bé` is given twice\n"
                                                         "    1 | a: { bé: 1, c: 2, bé: 3 }\n"
                                                         "      |                   ^~\n"
                                                         "      = keep one of them");
}

BOOST_AUTO_TEST_CASE(unquoted_braces_are_explained) {
    BOOST_TEST(refusal("lead: {{ lead }}\n") == std::string("lead.yaml:1:7:") + quote_it +
                                                    "\n    1 | lead: {{ lead }}\n      |       ^~"
                                                    "\n      = write it as \"{{ … }}\"");
    BOOST_TEST(refusal("a: [ {{ x }}, b ]\n").starts_with(std::string("lead.yaml:1:6:") + quote_it));
    BOOST_TEST(refusal("a: { get: /v1/{{ id }} }\n").starts_with(std::string("lead.yaml:1:15:") + quote_it));
    BOOST_TEST(tree_of("get: /v1/{{ id }}\n").find("get")->text == "/v1/{{ id }}");
    BOOST_TEST(tree_of("a: \"{{ id }}\"\n").find("a")->text == "{{ id }}");
}

BOOST_AUTO_TEST_CASE(a_key_that_is_no_scalar_is_refused) {
    BOOST_TEST(refusal("? [a, b]\n: c\n") ==
               "lead.yaml:1:3: a key must be a single word\n    1 | ? [a, b]\n      |   ^");
}

BOOST_AUTO_TEST_CASE(broken_syntax_is_shown_in_its_line) {
    BOOST_TEST(refusal("a:\n\t- b\n") ==
               "lead.yaml:2:1: YAML is indented with spaces; this line begins with a tab\n"
               "    2 |  - b\n      | ^");
    BOOST_TEST(refusal("a: \"open\nb: 1\n").starts_with("lead.yaml:1:4: this quoted text has no end"));
    BOOST_TEST(refusal("a: 'open\n").starts_with("lead.yaml:1:4: this quoted text has no end"));
    BOOST_TEST(refusal("a: [1, 2\n").starts_with("lead.yaml:2:1: this is not YAML: end of sequence flow"));
    BOOST_TEST(refusal("check: [a in [b]\nc: d\n")
                   .ends_with("= inside [ ] and { }, quote what itself holds brackets, braces or commas"));
    BOOST_TEST(refusal("a: 1\n]\n").starts_with("lead.yaml:2:1: this is not YAML: illegal flow end"));
    BOOST_TEST(refusal(", ~\n").starts_with(
        "lead.yaml:1:1: this belongs to nothing before it")); // LoadAll never ended
    BOOST_TEST(refusal("--- a\n--- b\n").starts_with("lead.yaml:2:1: one document a file, please"));
}

BOOST_AUTO_TEST_CASE(tabs_elsewhere_are_spaces) {
    BOOST_TEST(tree_of("a:\tb\n").find("a")->text == "b");
    BOOST_TEST(tree_of("a: |\n  x\n  \ty\n").find("a")->text == "x\n\ty\n");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_refused_at_their_place) {
    using namespace std::string_literals;
    BOOST_TEST(
        refusal("a: 1\nb: x\xff\n").starts_with("lead.yaml:2:5: this is not UTF-8; save the file as UTF-8"));
    BOOST_TEST(
        refusal("a: 1\nb: \x04\nc: 2\n").starts_with("lead.yaml:2:4: a control character stands here"));
    BOOST_TEST(refusal("a: \0\n"s).starts_with("lead.yaml:1:4: a control character stands here"));
    BOOST_TEST(refusal("\xff\xfe"
                       "a\0:\0"s)
                   .starts_with("lead.yaml:1:1: this is not UTF-8"));
}

BOOST_AUTO_TEST_CASE(nesting_is_bounded) {
    const auto flow = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    BOOST_TEST(parsed(flow(64)).has_value());
    for (const auto& deep : {flow(66), flow(450), flow(100'000), std::string(100'000, '[')})
        BOOST_TEST(refusal(deep).find(": this is nested more than 64 levels deep") != std::string::npos);
    std::string block;
    for (int i = 0; i < 3'000; ++i) block += "- ";
    BOOST_TEST(refusal(block + "x").find(": this is nested more than 64 levels deep") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_alias_bomb_is_bounded) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const auto last = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
        for (int j = 0; j < 9; ++j) bomb += ", " + last;
        bomb += "]\n";
    }
    BOOST_TEST(refusal(bomb).find(": this file has more than 100,000 values") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_values_are_read_and_one_more_refused) {
    std::string list;
    for (int i = 0; i < 99'999; ++i) list += "- x\n";
    BOOST_TEST(tree_of(list).items.size() == 99'999U);
    BOOST_TEST(
        refusal(list + "- x\n").starts_with("lead.yaml:100000:3: this file has more than 100,000 values"));
    std::string keys;
    for (int i = 0; i < 99'999; ++i) keys += "k" + std::to_string(i) + ": x\n";
    BOOST_TEST(tree_of(keys).entries.size() ==
               99'999U); // quadratic work here would be noticed: 5e9 comparisons
}

BOOST_AUTO_TEST_CASE(files_are_read_or_refused_by_name) {
    const Folder folder;
    const auto file = folder.path / "a.yaml";
    std::ofstream(file) << "a: 1\n";
    BOOST_TEST(read_file(file)->find("a")->text == "1");
    BOOST_TEST(read_file(file)->place.source->name == file.string());
    std::ofstream(folder.path / "empty.yaml");
    BOOST_TEST((read_file(folder.path / "empty.yaml")->kind == Kind::null));
    const auto missing = read_file(folder.path / "none.yaml");
    BOOST_TEST_REQUIRE(!missing.has_value());
    BOOST_TEST((missing.error().code == base::ErrorCode::not_found));
    BOOST_TEST(base::to_text(missing.error()).ends_with("none.yaml: No such file or directory"));
    BOOST_TEST(!read_file(folder.path).has_value());
    std::ofstream(file) << std::string((4 << 20) + 1, '#');
    BOOST_TEST(base::to_text(read_file(file).error()).ends_with("a.yaml: larger than 4 MiB"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::yaml_test
