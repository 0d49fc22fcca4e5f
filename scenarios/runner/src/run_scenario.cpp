#include "redline/scenarios/run_scenario.hpp"

#include "redline/alerting/evaluate.hpp"
#include "redline/language/requests.hpp"
#include "redline/language/target_url.hpp"
#include "redline/loadgen/honesty.hpp"
#include "redline/reports/verdict.hpp"
#include "redline/scenarios/environment.hpp"
#include "redline/scenarios/series.hpp"

namespace redline::scenarios {

namespace {

std::vector<alerting::RulesVerdict> judge_rules(const PreparedRun& run, const loadgen::RunResult& result) {
    alerting::EvaluateOptions options;
    options.time_scale = rule_time_scale;
    options.previous = run.previous;
    options.step = result.slice_width;
    const auto series = series_of(result);
    std::vector<alerting::RulesVerdict> verdicts;
    for (const auto& rules : run.rules) verdicts.push_back(alerting::evaluate(rules, series, options));
    return verdicts;
}

} // namespace

base::Result<reports::RunRecord>
run_scenario(const PreparedRun& run, const std::string& version,
             const std::function<void(const loadgen::Progress&)>& on_progress, std::stop_token stop) {
    const auto& scenario = *run.scenario;
    auto result =
        loadgen::run(scenario.plan, language::traffic_of(run.scenario), on_progress, std::move(stop));
    if (!result) return tl::unexpected(result.error());
    reports::RunRecord record;
    record.scenario = {scenario.name, scenario.file.string(), scenario.plan.seed,
                       language::to_text(scenario.plan.target)};
    record.redline_version = version;
    record.environment = read_environment();
    record.rules = judge_rules(run, *result);
    record.result = std::move(*result);
    reports::conclude(record, scenario.thresholds, loadgen::confess(record.result));
    return record;
}

} // namespace redline::scenarios
