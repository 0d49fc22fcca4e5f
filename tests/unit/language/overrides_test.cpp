#include "redline/language/overrides.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;

namespace {

constexpr std::string_view sample = "target: http://a\n"
                                    "data: { lead: { generate: leads, duplicates: 12% } }\n"
                                    "stages:\n"
                                    "  - { name: warm-up, duration: 1s }\n"
                                    "  - { name: hold, duration: 2s }\n";

struct Changed {
    yaml::Node file;
    std::string problems;
};

Changed changed(const language::Overrides& overrides) {
    auto source = std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", std::string(sample)});
    auto file = yaml::parse(source);
    BOOST_TEST_REQUIRE(file.has_value());
    yaml::Diagnostics diagnostics;
    language::apply_overrides(*file, overrides, diagnostics);
    std::string problems;
    for (const auto& diagnostic : diagnostics) problems += base::to_text(diagnostic) + "\n";
    return {std::move(*file), problems};
}

} // namespace

BOOST_AUTO_TEST_SUITE(overrides)

BOOST_AUTO_TEST_CASE(a_path_goes_by_keys_and_by_the_names_of_items) {
    const auto result = changed({{"target", "http://b:1"},
                                 {"stages.hold.duration", "9s"},
                                 {"data.lead.duplicates", "0%"},
                                 {"allow_hosts", "[b, c]"}});
    BOOST_TEST(result.problems == "");
    BOOST_TEST(result.file.find("target")->text == "http://b:1");
    const auto& stages = result.file.find("stages")->items;
    BOOST_TEST(stages[0].find("duration")->text == "1s");
    BOOST_TEST(stages[1].find("duration")->text == "9s");
    BOOST_TEST(result.file.find("data")->find("lead")->find("duplicates")->text == "0%");
    BOOST_TEST(result.file.find("data")->find("lead")->find("generate")->text == "leads");
    BOOST_TEST(result.file.find("allow_hosts")->items.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_not_there_is_added) {
    const auto result = changed({{"seed", "7"}, {"defaults.headers.X-A", "b"}});
    BOOST_TEST(result.problems == "");
    BOOST_TEST(result.file.find("seed")->text == "7");
    BOOST_TEST(result.file.find("defaults")->find("headers")->find("X-A")->text == "b");
}

BOOST_AUTO_TEST_CASE(a_whole_is_replaced_before_its_parts) {
    const auto result = changed({{"data.lead.duplicates", "5%"}, {"data", "{ lead: { generate: leads } }"}});
    BOOST_TEST(result.problems == "");
    BOOST_TEST(result.file.find("data")->find("lead")->find("duplicates")->text == "5%");
}

BOOST_AUTO_TEST_CASE(the_value_and_the_key_are_shown_in_the_option_itself) {
    const auto result = changed({{"stages.hold.duration", "'9 s'"}});
    const auto& hold = result.file.find("stages")->items[1];
    const base::Diagnostic at_value{hold.find("duration")->place, "look", {}};
    BOOST_TEST(base::to_text(at_value) == "--set:1:23: look\n"
                                          "    1 | stages.hold.duration='9 s'\n"
                                          "      |                       ^~~");
    const auto added = changed({{"defalts.timeout", "1s"}});
    const auto& entry = added.file.entries.back();
    BOOST_TEST(base::to_text(base::Diagnostic{entry.key_place, "look", {}}) == "--set:1:1: look\n"
                                                                               "    1 | defalts.timeout=1s\n"
                                                                               "      | ^~~~~~~");
}

BOOST_AUTO_TEST_CASE(wrong_paths_and_values_point_into_the_option) {
    struct Case {
        std::string path, value;
        std::string_view problem;
    };
    const Case cases[] = {
        {"stages.hodl.duration", "1s",
         "--set:1:8: no item of this list is named `hodl`\n"
         "    1 | stages.hodl.duration=1s\n"
         "      |        ^~~~\n"
         "      = did you mean `hold`?\n"},
        {"target.host", "b",
         "--set:1:8: there is nothing called `host` inside a single value\n"
         "    1 | target.host=b\n"
         "      |        ^~~~\n"},
        {"stages..duration", "1s",
         "--set:1:8: a path is keys with single dots between them\n"
         "    1 | stages..duration=1s\n"
         "      |        ^\n"
         "      = for example stages.hold.arrival_rate=500/s\n"},
        {"seed", "[1",
         "--set:1:6: this is not YAML: end of sequence flow not found\n"
         "    1 | seed=[1\n"
         "      |      ^\n"
         "      = inside [ ] and { }, quote what itself holds brackets, braces or commas\n"},
    };
    for (const auto& c : cases)
        BOOST_TEST_CONTEXT(c.path) BOOST_TEST(changed({{c.path, c.value}}).problems == c.problem);
}

BOOST_AUTO_TEST_SUITE_END()
