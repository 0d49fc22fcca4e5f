// Each rule of the house against a small tree that breaks it and one that keeps it.
#include "rules.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "layer_table.hpp"

using namespace redline;

namespace {

using Files = std::map<std::string, std::string>;

constexpr const char* essay = "/// Why this exists: to be tested.\n#pragma once\n";

std::string suite(const std::string& stem) { return "BOOST_AUTO_TEST_SUITE(" + stem + ")\n"; }

/// A house with a floor, two siblings and a roof that keeps every rule.
Files clean_house() {
    return {
        {"CMakeLists.txt", "add_executable(anything)\n"},
        {"README.md", "# Redline\n"},
        {".gitignore", "/build/\n"},
        {".ci/packages", "# why\n[build]\ng++\nlibfmt-dev\n\n[test]\n[real]\n[bench]\n[fuzz]\n"},
        {"tests/house/layers.cmake", "redline_layer(base EXTERNAL fmt::fmt)\n"
                                     "redline_layer(loadgen_values USES base)\n"
                                     "redline_layer(loadgen USES base loadgen_values)\n"
                                     "redline_layer(alerting USES base)\n"
                                     "redline_layer(reports USES base loadgen_values)\n"},
        {"base/CMakeLists.txt", "redline_target(base\n  INCLUDE include\n  SOURCES src/clock.cpp)\n"},
        {"base/include/redline/base/clock.hpp", essay},
        {"base/src/clock.cpp", "#include <nlohmann/json.hpp>\nauto now() { return steady_clock::now(); }\n"},
        {"tests/unit/base/clock_test.cpp", suite("clock")},
        {"loadgen/CMakeLists.txt", "redline_target(loadgen_values INTERFACE INCLUDE values/include)\n"
                                   "redline_target(loadgen INCLUDE include)\n"},
        {"loadgen/values/include/redline/loadgen/outcome.hpp", essay},
        {"loadgen/include/redline/loadgen/run.hpp", essay},
        {"loadgen/src/run.cpp", "#include \"redline/loadgen/run.hpp\"\n#include \"redline/base/clock.hpp\"\n"
                                "void f(Clock& clock) { clock.sleep_until(later); }\n"},
        {"tests/unit/loadgen/outcome_test.cpp", suite("outcome")},
        {"tests/unit/loadgen/run_test.cpp", suite("run")},
        {"alerting/CMakeLists.txt", "redline_target(alerting INCLUDE include)\n"},
        {"reports/CMakeLists.txt",
         "redline_target(reports)\ntarget_include_directories(redline_reports PRIVATE src)\n"},
        {"reports/src/page.cpp", "#include <redline/loadgen/outcome.hpp>\n"},
    };
}

std::vector<std::string> judged(const Files& files) {
    std::vector<std::string> texts;
    for (const auto& violation : house::check_house(house::make_tree({files.begin(), files.end()})))
        texts.push_back(house::to_text(violation));
    return texts;
}

/// The one thing wrong with the clean house once `path` holds `text`.
std::string only_violation(const std::string& path, const std::string& text) {
    auto files = clean_house();
    files[path] = text;
    const auto texts = judged(files);
    if (texts.size() == 1) return texts.front();
    std::string all = std::to_string(texts.size()) + " violations";
    for (const auto& each : texts) all += "\n" + each;
    return all;
}

struct Breach {
    const char* path;
    std::string text;
    const char* expected; ///< how the violation's text begins
};

std::string lines(int count) {
    std::string text;
    while (count-- > 0) text += "int x;\n";
    return text;
}

const std::vector<Breach>& layout_breaches() {
    static const std::vector<Breach> breaches{
        {"docs.txt", "", "docs.txt:1: `docs.txt` does not belong at the top; move it into the room"},
        {"src/main.cpp", "", "src/main.cpp:1: `src` does not belong at the top"},
        {"base/utils/x.txt", "", "base/utils/x.txt:1: a folder named `utils` says nothing; name the idea"},
        {".ci/packages", "[build]\n[test]\n[bench]\n[fuzz]\n",
         ".ci/packages:4: the section [real] is missing"},
        {".ci/packages", "g++\n[build]\n[test]\n[real]\n[bench]\n[fuzz]\n",
         ".ci/packages:1: a package stands before"},
        {".ci/packages", "[build]\ng++ cmake\n[test]\n[real]\n[bench]\n[fuzz]\n",
         ".ci/packages:2: `g++ cmake` is not a Debian"},
        {".ci/packages", "[build]\ng++\n[test]\ng++\n[real]\n[bench]\n[fuzz]\n",
         ".ci/packages:4: `g++` is listed twice"},
        {".ci/packages", "[build]\n[test]\n[real]\n[bench]\n[fuzz]\n[extra]\n",
         ".ci/packages:6: sections are [build], [test]"},
        {"cli/README.md",
         "see\n/wo"
         "rk/main\n",
         "cli/README.md:2: `/wo"
         "rk/` is a folder of one machine"},
    };
    return breaches;
}

const std::vector<Breach>& layer_breaches() {
    static const std::vector<Breach> breaches{
        {"alerting/src/rules.cpp", "\n#include \"redline/loadgen/outcome.hpp\"\n",
         "alerting/src/rules.cpp:2: [alerting] may not include redline/loadgen/outcome.hpp; the layer table "
         "allows it [base]"},
        {"reports/src/record.cpp", "#include <redline/loadgen/run.hpp>\n",
         "reports/src/record.cpp:1: [reports] may not include redline/loadgen/run.hpp"},
        {"loadgen/values/src/a.cpp", "#include \"redline/loadgen/run.hpp\"\n",
         "loadgen/values/src/a.cpp:1: [loadgen_values] may not include redline/loadgen/run.hpp"},
        {"base/src/up.cpp", "#include \"redline/loadgen/run.hpp\"\n",
         "base/src/up.cpp:1: [base] may not include"},
        {"reports/src/climb.cpp", "#include \"../../loadgen/src/run.hpp\"\n",
         "reports/src/climb.cpp:1: `../../loadgen/src/run.hpp` climbs out of its folder"},
        {"tests/house/layers.cmake",
         "redline_layer(base)\nredline_layer(loadgen USES base loadgen_values)\n"
         "redline_layer(reports USES loadgen_values)\nredline_layer(tracer USES loadgen_values)\n",
         "tests/house/layers.cmake:4: tracer and loadgen_values are siblings and never meet"},
        {"reports/CMakeLists.txt", "redline_target(reports)\ntarget_link_libraries(redline_reports x)\n",
         "reports/CMakeLists.txt:2: `target_link_libraries` goes around the layer table"},
        {"reports/CMakeLists.txt",
         "redline_target(reports)\ntarget_include_directories(x PRIVATE ../loadgen/src)\n",
         "reports/CMakeLists.txt:2: `target_include_directories` goes around the layer table"},
        {"reports/src/json.cpp", "#include <nlohmann/json.hpp>\n",
         "reports/src/json.cpp:1: <nlohmann/json.hpp> may not be included here; use redline/base/json.hpp"},
        {"base/src/rules.cpp", "#include <yaml-cpp/yaml.h>\n",
         "base/src/rules.cpp:1: <yaml-cpp/yaml.h> may not"},
        {"reports/src/options.cpp", "#include <CLI/CLI.hpp>\n",
         "reports/src/options.cpp:1: <CLI/CLI.hpp> may not"},
        {"loadgen/src/red.cpp", "#include <prometheus/gauge.h>\n",
         "loadgen/src/red.cpp:1: <prometheus/gauge.h>"},
        {"loadgen/src/http.cpp", "#include <boost/beast.hpp>\n",
         "loadgen/src/http.cpp:1: <boost/beast.hpp> may"},
        {"base/src/http.cpp", "#include <boost/beast.hpp>\n",
         "base/src/http.cpp:1: <boost/beast.hpp> may not be included here; use redline::http_server"},
    };
    return breaches;
}

const std::vector<Breach>& code_breaches() {
    static const std::vector<Breach> breaches{
        {"reports/src/long.cpp", lines(401), "reports/src/long.cpp:401: a source of 401 lines; at most 400"},
        {"reports/src/long.hpp", lines(151), "reports/src/long.hpp:151: a header of 151 lines; at most 150"},
        {"reports/src/f.cpp", "\nvoid f() {\n" + lines(59) + "}\n",
         "reports/src/f.cpp:2: `void f()` has 61 lines; at most 60: name its parts as functions"},
        {"reports/src/g.cpp", "void g() {\nif (a) { if (b) { if (c) { if (d) { if (e) { f(); }\n} } } } }\n",
         "reports/src/g.cpp:1: `void g()` nests 5 deep; at most 4: return early"},
        {"reports/src/run_manager.cpp", "", "reports/src/run_manager.cpp:1: `manager` in a file's name"},
        {"reports/src/a.cpp", "\nclass RequestHandler {};\n",
         "reports/src/a.cpp:2: `handler` in `RequestHandler`"},
        {"reports/src/b.cpp", "using StageInfo = int;\n", "reports/src/b.cpp:1: `info` in `StageInfo` says"},
        {"reports/src/c.cpp", "struct StringUtils;\n", "reports/src/c.cpp:1: `util` in `StringUtils` says"},
        {"reports/src/d.cpp", "\n\nauto t = std::chrono::steady_clock::now();\n",
         "reports/src/d.cpp:3: `steady_clock::now` is banned here; take the time as an argument"},
        {"reports/src/e.cpp", "auto t = time(nullptr);\n", "reports/src/e.cpp:1: `time(nullptr)` is banned"},
        {"reports/src/h.cpp", "int d = rand() % 6;\n",
         "reports/src/h.cpp:1: `rand(` is banned here; use redline"},
        {"reports/src/i.cpp", "void w() { usleep(5); }\n", "reports/src/i.cpp:1: `usleep` is banned here"},
        {"tests/unit/base/sleepy_test.cpp", "void w() { std::this_thread::sleep_until(x); }\n",
         "tests/unit/base/sleepy_test.cpp:1: `this_thread::sleep_until` is banned here"},
        {"reports/src/j.cpp", "auto s = std::format(x);\n",
         "reports/src/j.cpp:1: `std::format` is banned here; use fmt"},
        {"reports/src/k.cpp", "namespace v = std::views;\n",
         "reports/src/k.cpp:1: `std::views` is banned here"},
        {"reports/CMakeLists.txt",
         "redline_target(reports) # FIX"
         "ME\n",
         "reports/CMakeLists.txt:1: `FIX"
         "ME` marks"},
        {"reports/src/l.cpp",
         "// TO"
         "DO: later\n",
         "reports/src/l.cpp:1: `TO"
         "DO` marks unfinished work"},
    };
    return breaches;
}

const std::vector<Breach>& header_breaches() {
    static const std::vector<Breach> breaches{
        {"base/include/redline/base/clock.hpp", "#pragma once\n",
         "base/include/redline/base/clock.hpp:1: a public header opens with `/// Why this exists:`"},
        {"base/include/redline/base/new.hpp", essay,
         "base/include/redline/base/new.hpp:1: this public header has no test; write "
         "tests/unit/base/new_test.cpp"},
        {"tests/unit/base/clock_test.cpp", suite("clocks"),
         "tests/unit/base/clock_test.cpp:1: the suite must be the header's name: write "
         "BOOST_AUTO_TEST_SUITE(clock)"},
        {"tests/unit/base/clock_test.cpp", "// " + suite("clock"),
         "tests/unit/base/clock_test.cpp:1: the suite must be the header's name"},
    };
    return breaches;
}

void expect_each_caught(const std::vector<Breach>& breaches) {
    for (const auto& breach : breaches) {
        const auto found = only_violation(breach.path, breach.text);
        BOOST_TEST(found.starts_with(breach.expected),
                   "expected: " << breach.expected << "\nfound: " << found);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(rules)

BOOST_AUTO_TEST_CASE(the_clean_house_keeps_every_rule) {
    for (const auto& text : judged(clean_house())) BOOST_ERROR(text);
}

BOOST_AUTO_TEST_CASE(each_layout_breach_is_caught) { expect_each_caught(layout_breaches()); }
BOOST_AUTO_TEST_CASE(each_layer_breach_is_caught) { expect_each_caught(layer_breaches()); }
BOOST_AUTO_TEST_CASE(each_code_breach_is_caught) { expect_each_caught(code_breaches()); }
BOOST_AUTO_TEST_CASE(each_header_breach_is_caught) { expect_each_caught(header_breaches()); }

BOOST_AUTO_TEST_CASE(a_second_beast_file_is_caught) {
    auto files = clean_house();
    files["base/http_server/src/server.cpp"] = "#include <boost/beast/http.hpp>\n";
    files["examples/pipeline/src/a.cpp"] = "#include <boost/beast/http.hpp>\n";
    BOOST_TEST(judged(files).empty());
    files["examples/pipeline/src/b.cpp"] = "#include <boost/beast/core.hpp>\n";
    const auto texts = judged(files);
    BOOST_TEST_REQUIRE(texts.size() == 1U);
    BOOST_TEST(texts[0].starts_with("examples/pipeline/src/b.cpp:1: Boost.Beast costs 18 s a file and "
                                    "examples/pipeline/src/a.cpp includes it already"));
}

BOOST_AUTO_TEST_CASE(words_in_comments_literals_and_longer_words_are_free) {
    auto files = clean_house();
    files["reports/src/free.cpp"] = "// std::format and rand() and class Manager\n"
                                    "auto s = \"usleep(1)\";\nint operand(int strand);\n"
                                    "class Database;\nclass Metadata;\nusing Implicit = int;\n";
    files["scenarios/traffic/tables/streets.csv"] = "XX"
                                                    "X STREET\n";
    for (const auto& text : judged(files)) BOOST_ERROR(text);
}

BOOST_AUTO_TEST_CASE(an_allowance_lifts_one_rule_for_one_place) {
    auto files = clean_house();
    files["tests/support/server.cpp"] = "void w() { usleep(5); }\n";
    files["tests/house/allowances.txt"] = "# why\nbanned_calls tests/support it stalls on purpose\n";
    BOOST_TEST(judged(files).empty());
    files["tests/supporting/other.cpp"] = "void w() { usleep(5); }\n";
    BOOST_TEST(judged(files).size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_allowance_needs_a_reason_and_a_use) {
    BOOST_TEST(only_violation("tests/house/allowances.txt", "banned_calls tests/support it stalls\n") ==
               "tests/house/allowances.txt:1: nothing needs this allowance; delete the line [allowances]");
    auto files = clean_house();
    files["tests/support/server.cpp"] = "void w() { usleep(5); }\n";
    files["tests/house/allowances.txt"] = "banned_calls tests/support\n";
    const auto texts = judged(files);
    BOOST_TEST_REQUIRE(texts.size() == 1U);
    BOOST_TEST(texts[0].find("give the reason") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_table_is_read_as_cmake_reads_it) {
    const auto table = house::parse_layers("function(redline_layer name)\nendfunction()\n"
                                           "redline_layer(cli USES base yaml\n   EXTERNAL CLI11::CLI11)\n");
    BOOST_TEST_REQUIRE(table.size() == 1U);
    BOOST_TEST(table.at("cli").uses.contains("yaml"));
    BOOST_TEST(table.at("cli").external.contains("CLI11::CLI11"));
    BOOST_TEST(!table.at("cli").uses.contains("CLI11::CLI11"));
}

BOOST_AUTO_TEST_CASE(a_tree_without_git_is_walked_past_its_build_folder) {
    std::string pattern = (std::filesystem::temp_directory_path() / "house_XXXXXX").string();
    BOOST_TEST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    const std::filesystem::path root = pattern;
    std::filesystem::create_directories(root / "build");
    std::filesystem::create_directories(root / "base/src");
    std::ofstream(root / "build/cache.txt") << "x";
    std::ofstream(root / "base/src/clock.cpp") << "// one\nint x;\n";
    const auto tree = house::read_tree(root);
    std::filesystem::remove_all(root);
    BOOST_TEST_REQUIRE(tree.files.size() == 1U);
    BOOST_TEST(tree.files[0].path == "base/src/clock.cpp");
    BOOST_TEST(tree.files[0].code == "      \nint x;\n");
}

BOOST_AUTO_TEST_SUITE_END()
