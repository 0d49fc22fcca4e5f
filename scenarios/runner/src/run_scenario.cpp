#include "redline/scenarios/run_scenario.hpp"

#include "redline/alerting/evaluate.hpp"
#include "redline/language/requests.hpp"
#include "redline/language/target_url.hpp"
#include "redline/loadgen/honesty.hpp"
#include "redline/reports/verdict.hpp"
#include "redline/scenarios/environment.hpp"
#include "redline/scenarios/series.hpp"

#include "observed_run.hpp"

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

/// A resource used up for a moment limits nothing.
constexpr base::Duration stretch_min = std::chrono::seconds(2);

/// What limited a run that failed, after what failed.
void add_limits(ObservedRun& run) {
    if (run.looks.empty() || run.record.verdict != reports::Verdict::fail) return;
    auto evidence = evidence_of(run.looks, stretch_min);
    if (evidence.empty()) evidence.push_back(evidence_between(run.looks.front(), run.looks.back()));
    evidence.back().generator = reports::generator_use_of(run.record.result);
    for (auto& finding : reports::limit_findings(reports::rank_limits(evidence)))
        run.record.findings.push_back(std::move(finding));
}

base::Result<loadgen::RunResult>
load_and_look(const PreparedRun& run, const std::function<void(const loadgen::Progress&)>& on_progress,
              std::stop_token stop, std::vector<Look>& looks) {
    const auto look = [&] {
        if (!run.watch.empty()) looks.push_back(take_look(run.watch));
    };
    look();
    auto result = loadgen::run(
        run.scenario->plan, language::traffic_of(run.scenario),
        [&](const loadgen::Progress& now) {
            look();
            if (on_progress) on_progress(now);
        },
        std::move(stop));
    look();
    return result;
}

} // namespace

base::Result<ObservedRun> observe_run(const PreparedRun& run, const std::string& version,
                                      const std::function<void(const loadgen::Progress&)>& on_progress,
                                      std::stop_token stop) {
    const auto& scenario = *run.scenario;
    ObservedRun observed;
    auto result = load_and_look(run, on_progress, std::move(stop), observed.looks);
    if (!result) return tl::unexpected(result.error());
    auto& record = observed.record;
    record.scenario = {scenario.name, scenario.file.string(), scenario.plan.seed,
                       language::to_text(scenario.plan.target)};
    record.redline_version = version;
    record.environment = read_environment();
    record.rules = judge_rules(run, *result);
    record.result = std::move(*result);
    reports::conclude(record, scenario.thresholds, loadgen::confess(record.result));
    return observed;
}

base::Result<reports::RunRecord>
run_scenario(const PreparedRun& run, const std::string& version,
             const std::function<void(const loadgen::Progress&)>& on_progress, std::stop_token stop) {
    auto observed = observe_run(run, version, on_progress, std::move(stop));
    if (!observed) return tl::unexpected(observed.error());
    add_limits(*observed);
    return std::move(observed->record);
}

} // namespace redline::scenarios
