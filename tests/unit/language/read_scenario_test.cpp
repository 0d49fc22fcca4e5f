#include "redline/language/read_scenario.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <boost/algorithm/string/replace.hpp>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "redline/language/target_url.hpp"
#include "scenario_file.hpp"

using namespace redline;
using namespace redline::language;
using test::one_get;
using test::scenario_text;
using test::ScenarioFile;

namespace {

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What the user of a scenario is told, with its folder taken out.
std::string answer_to(const std::filesystem::path& path, const ReadOptions& options = {}) {
    const auto scenario = read_scenario(path, options);
    if (scenario) return "read\n";
    auto text = to_text(scenario.error()) + "\n";
    boost::replace_all(text, path.parent_path().string() + "/", "");
    return text;
}

Scenario whole(const std::string& text, const ReadOptions& options = {}) {
    const ScenarioFile file(text);
    auto scenario = read_scenario(file.path(), options);
    BOOST_TEST_REQUIRE(scenario.has_value(), (scenario ? "" : to_text(scenario.error())));
    return std::move(*scenario);
}

/// The first indented lines that follow `heading` in a document, without their indent.
std::string sample_under(const std::string& heading, const std::filesystem::path& document) {
    std::istringstream text(file_text(document));
    std::string sample, line;
    while (std::getline(text, line) && line != heading) {
    }
    while (std::getline(text, line) && !line.starts_with("    ")) {
    }
    do
        if (!line.empty()) sample += line.substr(4) + "\n";
    while (std::getline(text, line) && (line.empty() || line.starts_with("    ")));
    return sample;
}

/// The points of a stage's rate, first to last.
std::string profile(const loadgen::Stage& stage) {
    std::string text = "0s " + to_text(stage.from);
    for (const auto& point : stage.between)
        text += ", " + base::to_text(point.at) + " " + to_text(point.rate);
    return text + ", " + base::to_text(stage.duration) + " " + to_text(stage.to);
}

std::vector<std::filesystem::path> broken_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(REDLINE_SOURCE_DIR) /
                                                                 "tests/unit/language/broken"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

BOOST_AUTO_TEST_SUITE(read_scenario)

BOOST_AUTO_TEST_CASE(every_broken_file_is_answered_as_written_beside_it) {
    const bool rewrite = std::getenv("REDLINE_REWRITE") != nullptr;
    const auto files = broken_files();
    BOOST_TEST(files.size() >= 30U);
    for (const auto& file : files) {
        auto expected = file;
        expected.replace_extension(".txt");
        const auto answer = answer_to(file);
        BOOST_TEST(answer != "read\n", file.filename());
        if (rewrite) std::ofstream(expected, std::ios::binary) << answer;
        BOOST_TEST_CONTEXT(file.filename()) BOOST_TEST(answer == file_text(expected));
    }
}

BOOST_AUTO_TEST_CASE(the_samples_in_the_readme_read_and_leave_no_key_out) {
    const auto readme = std::filesystem::path(REDLINE_SOURCE_DIR) / "scenarios/language/README.md";
    std::string samples;
    for (const auto* heading : {"## Keys", "## Users", "## The wire"}) {
        const auto sample = sample_under(heading, readme);
        const ScenarioFile file(sample);
        file.write("leads.rules.yaml", "");
        for (const auto* name : {"ca.pem", "own.pem", "own.key"}) file.write(name, "");
        file.write("traffic.csv", "time,rate\n0,120\n60,180\n");
        BOOST_TEST(answer_to(file.path()) == "read\n");
        samples += sample;
    }
    std::istringstream keys(
        "version name target seed allow_hosts connections threads data stages defaults flows "
        "thresholds rules generate profile duplicates duration arrival_rate arrivals measure "
        "timeout headers weight steps post json check sine mean amplitude period spike base "
        "peak at rise hold fall curve scale pacing late flows_max users count think_time "
        "iteration jitter http tls ca certificate key proxy local_addresses "
        "requests_per_connection resolve_every gzip io");
    for (std::string key; keys >> key;) BOOST_TEST(samples.find(key + ":") != std::string::npos, key);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_not_found) {
    const auto scenario = language::read_scenario("no/such/file.yaml", {});
    BOOST_TEST_REQUIRE(!scenario.has_value());
    BOOST_TEST((scenario.error().code == base::ErrorCode::not_found));
    BOOST_TEST(to_text(scenario.error()) == "no/such/file.yaml: No such file or directory");
}

BOOST_AUTO_TEST_CASE(stages_are_read_into_the_plan) {
    const auto plan =
        whole("version: 1\nname: n\ntarget: http://h\nseed: 1\nstages:\n"
              "  - { name: a, duration: 1m30s, arrival_rate: 90/min, measure: false }\n"
              "  - { name: b, duration: 2s, arrival_rate: 20/s to 10M/s, arrivals: poisson }\n"
              "  - { name: c, duration: 2s, arrival_rate: 5/s to 0/s, arrivals: regular, measure: true }\n" +
              std::string(one_get))
            .plan;
    BOOST_TEST_REQUIRE(plan.stages.size() == 3U);
    BOOST_TEST(plan.stages[0].name == "a");
    BOOST_TEST((plan.stages[0].duration == std::chrono::seconds(90)));
    BOOST_TEST(plan.stages[0].from.per_second == 1.5);
    BOOST_TEST(plan.stages[0].to.per_second == 1.5);
    BOOST_TEST(!plan.stages[0].measured);
    BOOST_TEST((plan.stages[0].arrivals == loadgen::Arrivals::regular));
    BOOST_TEST(plan.stages[1].from.per_second == 20);
    BOOST_TEST(plan.stages[1].to.per_second == 10e6);
    BOOST_TEST((plan.stages[1].arrivals == loadgen::Arrivals::poisson));
    BOOST_TEST(plan.stages[1].measured);
    BOOST_TEST(plan.stages[2].to.per_second == 0);
}

BOOST_AUTO_TEST_CASE(shapes_of_load_are_read_into_points) {
    const auto stages =
        whole(
            "version: 1\nname: n\ntarget: http://h\nseed: 1\nstages:\n"
            "  - { name: a, duration: 9s, arrival_rate: 10/s to 30/s in 3 steps }\n"
            "  - { name: b, duration: 4s, arrival_rate: { steps: [5/s, 1/s] } }\n"
            "  - { name: c, duration: 9s, arrival_rate: { sine: { mean: 20/s, amplitude: 50%, period: 3s } } "
            "}\n"
            "  - name: d\n    duration: 10s\n    arrival_rate:\n"
            "      spike: { base: 10/s, peak: 3x, at: 1s, rise: 2s, hold: 3s, fall: 4s }\n"
            "  - { name: e, duration: 2s, arrival_rate: { spike: { base: 10/s, peak: 5/s, hold: 1s } } }\n" +
            std::string(one_get))
            .plan.stages;
    BOOST_TEST_REQUIRE(stages.size() == 5U);
    BOOST_TEST(profile(stages[0]) == "0s 10/s, 3s 10/s, 3s 20/s, 6s 20/s, 6s 30/s, 9s 30/s");
    BOOST_TEST(profile(stages[1]) == "0s 5/s, 2s 5/s, 2s 1/s, 4s 1/s");
    BOOST_TEST(profile(stages[2]) == "0s 20/s, 9s 20/s");
    BOOST_TEST_REQUIRE(stages[2].swing.has_value());
    BOOST_TEST(stages[2].swing->amplitude.per_second == 10);
    BOOST_TEST((stages[2].swing->period == std::chrono::seconds(3)));
    BOOST_TEST(profile(stages[3]) == "0s 10/s, 1s 10/s, 3s 30/s, 6s 30/s, 10s 10/s, 10s 10/s");
    BOOST_TEST(profile(stages[4]) == "0s 10/s, 0s 10/s, 0s 5/s, 1s 5/s, 1s 10/s, 2s 10/s");
}

BOOST_AUTO_TEST_CASE(a_recorded_curve_keeps_its_time_unless_a_duration_says_otherwise) {
    const auto read = [](const std::string& stage, const std::string& curve) {
        const ScenarioFile file("version: 1\nname: n\ntarget: http://h\nstages: [{ name: day, " + stage +
                                " }]\n" + std::string(one_get));
        file.write("day.csv", curve);
        const auto scenario = language::read_scenario(file.path(), {});
        BOOST_TEST_REQUIRE(scenario.has_value(), (scenario ? "" : to_text(scenario.error())));
        return profile(scenario->plan.stages.at(0));
    };
    const std::string curve =
        "# from the gateway\n\"Time\",\"starts\"\r\n1700000000,60\r\n1700000060,\"120\"\r\n";
    BOOST_TEST(read("arrival_rate: { curve: day.csv }", curve) == "0s 60/s, 1m 120/s");
    BOOST_TEST(read("arrival_rate: { curve: day.csv }, duration: 6s", curve) == "0s 60/s, 6s 120/s");
    BOOST_TEST(read("arrival_rate: { curve: day.csv, peak: 30/s }", curve) == "0s 15/s, 1m 30/s");
    BOOST_TEST(read("arrival_rate: { curve: day.csv, scale: 2x }", curve) == "0s 120/s, 1m 240/s");
    BOOST_TEST(read("arrival_rate: { curve: day.csv }", "1m,60/min\n\n2m,0\n2m,3\n150,4") ==
               "0s 1/s, 1m 0/s, 1m 3/s, 1m30s 4/s");
}

BOOST_AUTO_TEST_CASE(a_curve_is_bounded) {
    const ScenarioFile file("version: 1\nname: n\ntarget: http://h\n"
                            "stages: [{ name: day, arrival_rate: { curve: day.csv } }]\n" +
                            std::string(one_get));
    std::string rows;
    for (int i = 0; i <= 100'000; ++i) rows += fmt::format("{},1\n", i);
    file.write("day.csv", rows);
    BOOST_TEST(answer_to(file.path()).find("a curve has at most 100000 rows") != std::string::npos);
    file.write("day.csv", std::string((std::size_t{4} << 20) + 1, '#'));
    BOOST_TEST(answer_to(file.path()).find("a curve's file is at most 4 MiB") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pacing_and_users_are_read_into_the_plan) {
    const auto open = whole(scenario_text(one_get, "pacing: batched\nlate: drop\nflows_max: 1000\n")).plan;
    BOOST_TEST((open.pacing == loadgen::Pacing::batched));
    BOOST_TEST((open.late == loadgen::Late::drop));
    BOOST_TEST(open.flows_max == 1000U);
    BOOST_TEST(!open.users.has_value());

    const std::string closed =
        "version: 1\nname: n\ntarget: http://h\nstages: [{ name: a, duration: 1s }]\n" + std::string(one_get);
    const auto full =
        whole(closed + "users: { count: 50, think_time: 1s, iteration: 10s, jitter: 20% }\n").plan;
    BOOST_TEST_REQUIRE(full.users.has_value());
    BOOST_TEST(full.users->count == 50U);
    BOOST_TEST((full.users->think_time == std::chrono::seconds(1)));
    BOOST_TEST((full.users->iteration == std::chrono::seconds(10)));
    BOOST_TEST(full.users->jitter == 0.2);
    BOOST_TEST(full.connections == 100U);

    const auto many = whole(closed + "users: 500\n").plan;
    BOOST_TEST(many.users->count == 500U);
    BOOST_TEST((many.users->think_time == base::Duration(0)));
    BOOST_TEST(many.connections == 500U); // one a user, unless the file says otherwise
    BOOST_TEST(whole(closed + "users: 500\nconnections: 7\n").plan.connections == 7U);
}

BOOST_AUTO_TEST_CASE(everything_else_is_read_into_its_place) {
    const auto scenario =
        whole(scenario_text(one_get, "allow_hosts: [staging.example.com, '2001:db8::1']\n"
                                     "connections: 7\nthreads: 2\n"
                                     "defaults: { timeout: 250ms, headers: { X-A: b } }\n"
                                     "thresholds: [p99 < 250ms, errors < 1% on s during hold]\n"));
    BOOST_TEST((scenario.allow_hosts == std::vector<std::string>{"staging.example.com", "2001:db8::1"}));
    BOOST_TEST(scenario.plan.connections == 7U);
    BOOST_TEST(scenario.plan.threads == 2U);
    BOOST_TEST((scenario.plan.timeout == std::chrono::milliseconds(250)));
    BOOST_TEST_REQUIRE(scenario.thresholds.size() == 2U);
    BOOST_TEST(scenario.thresholds[1].step->text == "s");
    BOOST_TEST_REQUIRE(scenario.sources.size() == 2U);
    BOOST_TEST(scenario.sources[0].name == "lead");
    BOOST_TEST((scenario.sources[0].leads.profile == traffic::DirtProfile::hostile));
    BOOST_TEST(scenario.sources[0].leads.duplicate_share == 0.2);
    BOOST_TEST((scenario.sources[1].leads.profile == traffic::DirtProfile::clean));
}

BOOST_AUTO_TEST_CASE(what_a_file_leaves_out_has_a_default) {
    const auto scenario = whole("version: 1\nname: n\ntarget: http://h\n"
                                "stages: [{ name: a, duration: 1s, arrival_rate: 1/s }]\n" +
                                std::string(one_get));
    BOOST_TEST(scenario.plan.connections == 100U);
    BOOST_TEST(scenario.plan.threads == 1U);
    BOOST_TEST((scenario.plan.timeout == std::chrono::seconds(3)));
    BOOST_TEST(scenario.thresholds.empty());
    BOOST_TEST(scenario.allow_hosts.empty());
}

BOOST_AUTO_TEST_CASE(the_seed_is_the_options_then_the_sets_then_the_files) {
    const auto text = scenario_text(one_get);
    BOOST_TEST(whole(text).plan.seed == 42U);
    BOOST_TEST(whole(text, {{{"seed", "7"}}, std::nullopt, nullptr}).plan.seed == 7U);
    BOOST_TEST(whole(text, {{{"seed", "7"}}, 9, nullptr}).plan.seed == 9U);
}

BOOST_AUTO_TEST_CASE(a_file_without_a_seed_draws_one_for_the_plan) {
    std::string text = scenario_text(one_get);
    boost::replace_all(text, "seed: 42\n", "");
    BOOST_TEST(whole(text).plan.seed != whole(text).plan.seed);
}

BOOST_AUTO_TEST_CASE(sets_change_what_is_read) {
    const auto scenario = whole(scenario_text(one_get), {{{"target", "http://other:1"},
                                                          {"stages.hold.arrival_rate", "5/s to 6/s"},
                                                          {"stages.hold.duration", "3s"},
                                                          {"data.lead.duplicates", "0%"},
                                                          {"connections", "3"},
                                                          {"flows.f.weight", "4"}},
                                                         std::nullopt,
                                                         nullptr});
    BOOST_TEST(to_text(scenario.plan.target) == "http://other:1");
    BOOST_TEST(scenario.plan.stages[0].to.per_second == 6);
    BOOST_TEST((scenario.plan.stages[0].duration == std::chrono::seconds(3)));
    BOOST_TEST(scenario.sources[0].leads.duplicate_share == 0);
    BOOST_TEST(scenario.plan.connections == 3U);
    BOOST_TEST(scenario.plan.flows[0].weight == 4);
}

BOOST_AUTO_TEST_CASE(a_wrong_set_is_shown_in_the_option_and_with_the_files_mistakes) {
    const ScenarioFile file(scenario_text(one_get, "connections: none\n"));
    BOOST_TEST(
        answer_to(file.path(), {{{"target", "htp://x"}, {"stagse.hold", "1"}}, std::nullopt, nullptr}) ==
        "--set:1:1: unknown key `stagse` in the scenario\n"
        "    1 | stagse.hold=1\n"
        "      | ^~~~~~\n"
        "      = did you mean `stages`?\n"
        "--set:1:8: `htp://x` is not a target\n"
        "    1 | target=htp://x\n"
        "      |        ^~~~~~~\n"
        "      = write http://host, https://host or http://host:port\n"
        "scenario.yaml:10:14: `none` is not a whole number\n"
        "   10 | connections: none\n"
        "      |              ^~~~\n");
}

BOOST_AUTO_TEST_CASE(an_unset_variable_is_one_mistake_not_two) {
    const ScenarioFile file("version: 1\nname: n\ntarget: http://${HOST}:80\n"
                            "stages: [{ name: a, duration: 1s, arrival_rate: 1/s }]\n" +
                            std::string(one_get));
    BOOST_TEST(answer_to(file.path()) == "scenario.yaml:3:16: the environment variable `HOST` is not set\n"
                                         "    3 | target: http://${HOST}:80\n"
                                         "      |                ^~~~~~~\n"
                                         "      = set it, or write a default: ${HOST:-value}\n");
    const auto read =
        language::read_scenario(file.path(), {{}, std::nullopt, [](std::string_view) { return "h"; }});
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->plan.target.host == "h");
}

BOOST_AUTO_TEST_CASE(rule_files_are_found_beside_the_scenario) {
    const ScenarioFile file(scenario_text(one_get, "rules: [a.rules.yaml]\n"));
    BOOST_TEST(answer_to(file.path()) == "scenario.yaml:10:9: there is no rule file `a.rules.yaml`\n"
                                         "   10 | rules: [a.rules.yaml]\n"
                                         "      |         ^~~~~~~~~~~~\n"
                                         "      = paths are relative to the scenario's folder\n");
    file.write("a.rules.yaml", "version: 1\n");
    const auto read = language::read_scenario(file.path(), {});
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read->rules.size() == 1U);
    BOOST_TEST(std::filesystem::exists(read->rules[0]));
}

BOOST_AUTO_TEST_CASE(a_scenario_is_bounded) {
    std::string steps;
    for (std::size_t i = 0; i <= steps_max; ++i) steps += fmt::format("      - {{ get: /{} }}\n", i);
    const ScenarioFile many_steps(scenario_text("flows:\n  - name: f\n    steps:\n" + steps));
    BOOST_TEST(answer_to(many_steps.path()).find("a scenario has at most 1000 steps") != std::string::npos);
    std::string checks;
    for (int i = 0; i < 33; ++i) checks += "          - status == 200\n";
    const ScenarioFile many_checks(
        scenario_text("flows:\n  - name: f\n    steps:\n      - get: /\n        check:\n" + checks));
    BOOST_TEST(answer_to(many_checks.path()).find("a step has at most 32 checks") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_part_taken_out_of_a_right_file_is_answered) {
    const auto text = scenario_text(one_get);
    for (std::size_t start = 0; start < text.size(); start += 3) {
        const ScenarioFile file(std::string(text).erase(start, 5));
        const auto answer = answer_to(file.path());
        const bool placed = answer == "read\n" || answer.starts_with("scenario.yaml:");
        BOOST_TEST(placed, start << ": " << answer);
    }
}

BOOST_AUTO_TEST_SUITE_END()
