#include "redline/scenarios/prepared_run.hpp"

#include <boost/test/unit_test.hpp>

#include "scratch_folder.hpp"

using namespace redline;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view scenario_text = R"(version: 1
name: small
target: http://127.0.0.1:1
seed: 7
stages: [{ name: hold, duration: 1s, arrival_rate: 10/s }]
flows: [{ name: look, steps: [{ name: get, get: /, check: [status == 200] }] }]
rules: [a.rules.yaml, b.rules.yaml]
)";

std::string rules_text(std::string_view objective, std::string_view slower_than) {
    return "version: 1\nservice: s\nowner: o\nrunbook: book.md\nescalation: e\nslos:\n  - name: late\n    "
           "objective: " +
           std::string(objective) +
           "\n    window: 30d\n    indicator: { slower_than: " + std::string(slower_than) +
           ", of: http_server_request_duration_seconds }\n    alerts: workbook\n    runbook: \"#late\"\n";
}

/// A folder with the scenario and whatever it names.
struct Files {
    test::ScratchFolder folder;
    std::filesystem::path scenario = folder.write("small.yaml", scenario_text);

    Files() {
        folder.write("book.md", "# Late\n");
        folder.write("a.rules.yaml", rules_text("99%", "300ms"));
        folder.write("b.rules.yaml", rules_text("99%", "100ms"));
    }

    scenarios::RunRequest request() const { return {scenario, {}, {}, {}, {}, {}}; }
};

std::string words_of(const base::Result<scenarios::PreparedRun>& run) {
    return run ? "in order" : base::to_text(run.error());
}

} // namespace

BOOST_AUTO_TEST_SUITE(prepared_run)

BOOST_AUTO_TEST_CASE(the_engine_counts_by_every_bound_a_rule_speaks_of) {
    const Files files;
    const auto run = scenarios::prepare(files.request());
    BOOST_REQUIRE_MESSAGE(run, words_of(run));
    BOOST_TEST((run->scenario->plan.bounds == std::vector<base::Duration>{100ms, 300ms}));
    BOOST_TEST(run->rules.size() == 2U);
    BOOST_TEST(run->previous.empty());
}

BOOST_AUTO_TEST_CASE(mistakes_of_all_rule_files_are_shown_together) {
    const Files files;
    files.folder.write("a.rules.yaml", rules_text("101%", "300ms"));
    files.folder.write("b.rules.yaml", rules_text("99%", "300"));
    const auto words = words_of(scenarios::prepare(files.request()));
    BOOST_TEST(words.find("a.rules.yaml:8:") != std::string::npos, words);
    BOOST_TEST(words.find("b.rules.yaml:10:") != std::string::npos, words);
}

BOOST_AUTO_TEST_CASE(another_host_is_refused_until_it_is_named) {
    const Files files;
    auto request = files.request();
    request.set["target"] = "http://shop.example.com";
    BOOST_TEST(words_of(scenarios::prepare(request)).find("--allow-host shop.example.com") !=
               std::string::npos);
    request.allow_hosts = {"shop.example.com"};
    BOOST_TEST(words_of(scenarios::prepare(request)) == "in order");
}

BOOST_AUTO_TEST_CASE(a_baseline_that_is_no_record_is_found_before_anything_is_sent) {
    const Files files;
    auto request = files.request();
    request.baseline = files.folder.write("old.json", "{\"schema\": 1");
    BOOST_TEST(words_of(scenarios::prepare(request)).find("old.json:1:") != std::string::npos);
    request.baseline = files.folder.path() / "none.json";
    BOOST_TEST(words_of(scenarios::prepare(request)).find("none.json") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_command_line_has_the_last_word_on_seed_and_threads) {
    const Files files;
    auto request = files.request();
    BOOST_TEST(scenarios::prepare(request)->scenario->plan.seed == 7U);
    request.seed = 8;
    request.threads = 3;
    const auto run = scenarios::prepare(request);
    BOOST_REQUIRE_MESSAGE(run, words_of(run));
    BOOST_TEST(run->scenario->plan.seed == 8U);
    BOOST_TEST(run->scenario->plan.threads == 3U);
    request.threads = 0;
    BOOST_TEST(scenarios::prepare(request)->scenario->plan.threads >= 1U);
}

BOOST_AUTO_TEST_CASE(a_load_in_a_line_is_prepared_as_a_file_is) {
    language::LoadLine line;
    line.url = "http://example.com/";
    scenarios::RunRequest request;
    request.scenario = line;
    request.seed = 9;
    request.threads = 2;
    request.pacing = loadgen::Pacing::batched;
    BOOST_TEST(words_of(scenarios::prepare(request)).find("`example.com` is not this machine") !=
               std::string::npos);
    request.allow_hosts = {"example.com"};
    const auto run = scenarios::prepare(request);
    BOOST_REQUIRE_MESSAGE(run, words_of(run));
    const auto& plan = run->scenario->plan;
    BOOST_TEST(plan.seed == 9U);
    BOOST_TEST(plan.threads == 2U);
    BOOST_TEST((plan.pacing == loadgen::Pacing::batched));
}

BOOST_AUTO_TEST_CASE(a_unix_socket_is_on_this_machine_whatever_the_target_is_called) {
    language::LoadLine line;
    line.url = "http://example.com/";
    line.unix_socket = "/run/app.sock";
    scenarios::RunRequest request;
    request.scenario = line;
    const auto run = scenarios::prepare(request);
    BOOST_REQUIRE_MESSAGE(run, words_of(run));
}

BOOST_AUTO_TEST_SUITE_END()
