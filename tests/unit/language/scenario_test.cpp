#include "redline/language/scenario.hpp"

#include <boost/test/unit_test.hpp>

#include "redline/language/read_scenario.hpp"
#include "redline/language/target_url.hpp"
#include "scenario_file.hpp"

using namespace redline;
using namespace redline::language;

namespace {

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)

BOOST_AUTO_TEST_CASE(the_shipped_scenario_says_what_the_quickstart_needs) {
    const test::ScenarioFile file(
        file_text(std::filesystem::path(REDLINE_SOURCE_DIR) / "scenarios/lead-intake.yaml"));
    file.write("lead-intake.rules.yaml", "");
    const auto scenario = read_scenario(file.path(), {});
    BOOST_TEST_REQUIRE(scenario.has_value(), (scenario ? "" : to_text(scenario.error())));
    BOOST_TEST(scenario->name == "lead-intake");
    BOOST_TEST(to_text(scenario->plan.target) == "http://127.0.0.1:8080");
    BOOST_TEST(scenario->plan.seed == 42U);
    BOOST_TEST(scenario->rules.size() == 1U);
    BOOST_TEST(scenario->thresholds.size() == 3U);
    base::Duration total{0};
    for (const auto& stage : scenario->plan.stages) total += stage.duration;
    BOOST_TEST((total == std::chrono::seconds(30)));
    const auto elsewhere = read_scenario(
        file.path(), {{}, std::nullopt, [](std::string_view name) -> std::optional<std::string> {
                          if (name == "LEADPIPE_URL") return "http://127.0.0.1:41234";
                          return std::nullopt;
                      }});
    BOOST_TEST_REQUIRE(elsewhere.has_value());
    BOOST_TEST(elsewhere->plan.target.port == 41234);
}

BOOST_AUTO_TEST_CASE(requests_and_checks_stand_beside_the_plans_steps) {
    const test::ScenarioFile file(test::scenario_text(R"(
flows:
  - name: a
    steps:
      - { name: one, get: /1, check: [status == 200, "body contains x"] }
      - { post: "/2/{{ uuid }}", json: {} }
  - name: b
    weight: 2.5
    steps:
      - { name: one, delete: /3 }
)"));
    const auto scenario = read_scenario(file.path(), {});
    BOOST_TEST_REQUIRE(scenario.has_value());
    const auto& plan = scenario->plan;
    BOOST_TEST_REQUIRE(plan.steps.size() == 3U);
    BOOST_TEST(scenario->requests.size() == 3U);
    BOOST_TEST(scenario->checks.size() == 3U);
    BOOST_TEST((plan.flows[0].steps == std::vector<std::uint32_t>{0, 1}));
    BOOST_TEST((plan.flows[1].steps == std::vector<std::uint32_t>{2}));
    BOOST_TEST(plan.flows[0].weight == 1);
    BOOST_TEST(plan.flows[1].weight == 2.5);
    BOOST_TEST(plan.steps[0].flow == "a");
    BOOST_TEST(plan.steps[0].name == "one");
    BOOST_TEST((plan.steps[0].checks == std::vector<std::string>{"status == 200", "body contains x"}));
    BOOST_TEST(scenario->checks[0].size() == 2U);
    BOOST_TEST(plan.steps[1].name == "POST /2/{{ uuid }}");
    BOOST_TEST(plan.steps[1].method == "POST");
    BOOST_TEST(plan.steps[1].route == "/2/{{ uuid }}");
    BOOST_TEST(plan.steps[2].flow == "b");
    BOOST_TEST(plan.steps[2].method == "DELETE");
}

BOOST_AUTO_TEST_CASE(the_wire_is_as_its_keys_say) {
    const test::ScenarioFile file(test::scenario_text(test::one_get, R"(
http: 2
tls: { ca: ca.pem, certificate: own.pem, key: own.pem }
proxy: http://127.0.0.1:3128
local_addresses: [127.0.0.2, "::1"]
requests_per_connection: 100
resolve_every: 30s
gzip: true
io: epoll
)"));
    file.write("ca.pem", "");
    file.write("own.pem", "");
    ReadOptions options;
    options.set["target"] = "https://localhost";
    const auto scenario = read_scenario(file.path(), options);
    BOOST_TEST_REQUIRE(scenario.has_value(), (scenario ? "" : to_text(scenario.error())));
    const auto& plan = scenario->plan;
    BOOST_TEST(plan.target.port == 443);
    BOOST_TEST((plan.wire.protocol == loadgen::Protocol::http2));
    BOOST_TEST(plan.wire.tls.ca_file == (file.path().parent_path() / "ca.pem").string());
    BOOST_TEST(plan.wire.tls.verify);
    BOOST_TEST(plan.wire.proxy == "http://127.0.0.1:3128");
    BOOST_TEST((plan.wire.local_addresses == std::vector<std::string>{"127.0.0.2", "::1"}));
    BOOST_TEST(plan.wire.requests_per_connection == 100U);
    BOOST_TEST((plan.wire.resolve_every == std::chrono::seconds(30)));
    BOOST_TEST(plan.wire.gzip);
    BOOST_TEST((plan.backend == loadgen::Backend::epoll));
}

BOOST_AUTO_TEST_SUITE_END()
