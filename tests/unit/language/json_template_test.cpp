#include "redline/language/json_template.hpp"

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"

using namespace redline;
using namespace redline::language;

namespace {

const RecordNames sample_names = {"lead"};

const std::vector<traffic::LeadFeed>& sample_feeds() {
    static const std::vector<traffic::LeadFeed> feeds = {
        traffic::LeadFeed({traffic::DirtProfile::hostile, 0}, 1)};
    return feeds;
}

struct Compiled {
    Segments segments;
    std::string problems;
};

Compiled compiled(const std::string& written) {
    auto source = std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", "json: " + written});
    auto file = yaml::parse(source);
    BOOST_TEST_REQUIRE(file.has_value(), written);
    yaml::Diagnostics diagnostics;
    auto segments = compile_json(*file->find("json"), sample_names, diagnostics);
    std::string problems;
    for (const auto& diagnostic : diagnostics) problems += base::to_text(diagnostic) + "\n";
    return {std::move(segments), problems};
}

std::string filled(const std::string& written, std::uint64_t flow_index = 3) {
    const auto made = compiled(written);
    BOOST_TEST(made.problems == "");
    std::string out;
    RequestDraw(42, flow_index, 0, sample_feeds()).append(made.segments, out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_template)

BOOST_AUTO_TEST_CASE(a_yaml_tree_becomes_compact_json_in_its_order) {
    struct Case {
        std::string_view written, json;
    };
    constexpr Case cases[] = {
        {"{ b: 1, a: [x, { c: [] }, {}], 'q\"': \"l1\\nl2\" }",
         R"({"b":1,"a":["x",{"c":[]},{}],"q\"":"l1\nl2"})"},
        {"[true, false, null, ~, yes, True]", R"([true,false,null,null,"yes","True"])"},
        {"[0, -1, 12.50, 1e9, -0.5E+3]", "[0,-1,12.50,1e9,-0.5E+3]"},
        {"[007, .5, 1., 0x1f, +1, 1e, 1_000, -, 1.2.3]",
         R"(["007",".5","1.","0x1f","+1","1e","1_000","-","1.2.3"])"},
        {"['3', \"true\", '']", R"(["3","true",""])"},
        {"lone text", R"("lone text")"},
        {"{ a: }", R"({"a":null})"},
        {"\n  - |\n    two\n    lines\n", R"(["two\nlines\n"])"},
    };
    for (const auto& c : cases) BOOST_TEST(filled(std::string(c.written)) == c.json);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_one_insert_takes_its_type) {
    std::string lead;
    sample_feeds()[0].append_json(3, lead);
    BOOST_TEST(filled("{ lead: \"{{ lead }}\", n: '{{index}}', t: 'n {{ index }}' }") ==
               "{\"lead\":" + lead + ",\"n\":3,\"t\":\"n 3\"}");
}

BOOST_AUTO_TEST_CASE(every_lead_makes_valid_json) {
    for (std::uint64_t flow = 0; flow < 2000; ++flow) {
        const auto text =
            filled("{ lead: '{{ lead }}', a: '\"{{ lead.address.line }}\\', u: '{{ uuid }}' }", flow);
        const auto json = base::parse_json(text, "body");
        BOOST_TEST_REQUIRE(json.has_value(), text);
        BOOST_TEST((*json)["a"].get<std::string>() ==
                   "\"" + (*json)["lead"]["address"]["line"].get<std::string>() + "\\");
        BOOST_TEST((*json)["u"].get<std::string>().size() == 36U);
    }
}

BOOST_AUTO_TEST_CASE(mistakes_are_shown_at_their_column) {
    BOOST_TEST(compiled("{ a: [\"{{ led }}\"] }").problems == "f.yaml:1:17: nothing is called `led` here\n"
                                                              "    1 | json: { a: [\"{{ led }}\"] }\n"
                                                              "      |                 ^~~\n"
                                                              "      = did you mean `lead`?\n");
    BOOST_TEST(compiled("{ a: 'my {{ lead }}' }").problems ==
               "f.yaml:1:19: `lead` is a whole record; only a JSON value that is nothing else can hold it\n"
               "    1 | json: { a: 'my {{ lead }}' }\n"
               "      |                   ^~~~\n"
               "      = name a field: {{ lead.email }}\n");
    BOOST_TEST(compiled("{ \"{{ uuid }}\": 1 }")
                   .problems.starts_with("f.yaml:1:10: a key cannot be filled in, only a value"));
}

BOOST_AUTO_TEST_SUITE_END()
