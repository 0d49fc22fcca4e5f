#include "redline/scenarios/prepared_run.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "redline/language/read_scenario.hpp"
#include "redline/reports/record_file.hpp"
#include "redline/scenarios/series.hpp"
#include "redline/scenarios/target_policy.hpp"

namespace redline::scenarios {

namespace {

std::optional<std::string> process_environment(std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
}

base::Result<language::Scenario> read_asked(const RunRequest& request) {
    if (const auto* line = std::get_if<language::LoadLine>(&request.scenario))
        return language::read_load(*line, request.seed);
    language::ReadOptions options;
    options.set = request.set;
    options.seed = request.seed;
    options.environment = process_environment;
    return language::read_scenario(std::get<std::filesystem::path>(request.scenario), options);
}

base::Result<language::Scenario> read(const RunRequest& request) {
    auto scenario = read_asked(request);
    if (!scenario) return scenario;
    auto& plan = scenario->plan;
    if (request.threads)
        plan.threads =
            *request.threads > 0 ? *request.threads : std::max(1U, std::thread::hardware_concurrency());
    plan.pacing = request.pacing.value_or(plan.pacing);
    return scenario;
}

/// A Unix socket is on this machine, whatever the target is called.
base::Result<void> permit(const language::Scenario& scenario, const std::vector<std::string>& also) {
    const auto& target = scenario.plan.target;
    if (!target.unix_socket.empty()) return {};
    auto allowed = scenario.allow_hosts;
    allowed.insert(allowed.end(), also.begin(), also.end());
    return permit_target(target.host, allowed);
}

/// All rule files' diagnostics together, or the first error that has none.
base::Result<std::vector<alerting::RuleFile>>
read_all_rules(const std::vector<std::filesystem::path>& files) {
    std::vector<alerting::RuleFile> all;
    std::vector<base::Diagnostic> wrong;
    for (const auto& file : files) {
        auto rules = alerting::read_rules(file);
        if (rules)
            all.push_back(std::move(*rules));
        else if (rules.error().diagnostics.empty())
            return tl::unexpected(rules.error());
        else
            wrong.insert(wrong.end(), rules.error().diagnostics.begin(), rules.error().diagnostics.end());
    }
    if (!wrong.empty()) return base::failure(std::move(wrong));
    return all;
}

base::Result<std::vector<base::TimeSeries>>
read_previous(const std::optional<std::filesystem::path>& record) {
    if (!record) return std::vector<base::TimeSeries>{};
    return reports::read_record_file(*record).map(
        [](const reports::RunRecord& previous) { return series_of(previous.result); });
}

/// Every bound a rule speaks of is counted exactly by the engine.
std::vector<base::Duration> bounds_of(const std::vector<alerting::RuleFile>& rules) {
    std::vector<base::Duration> bounds;
    for (const auto& file : rules) {
        const auto of_file = alerting::latency_bounds(file);
        bounds.insert(bounds.end(), of_file.begin(), of_file.end());
    }
    std::sort(bounds.begin(), bounds.end());
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    return bounds;
}

} // namespace

base::Result<PreparedRun> prepare(const RunRequest& request) {
    auto scenario = read(request);
    if (!scenario) return tl::unexpected(scenario.error());
    if (const auto permitted = permit(*scenario, request.allow_hosts); !permitted)
        return tl::unexpected(permitted.error());
    auto rules = read_all_rules(scenario->rules);
    if (!rules) return tl::unexpected(rules.error());
    auto previous = read_previous(request.baseline);
    if (!previous) return tl::unexpected(previous.error());
    auto watch = resolve_watch(request.watch);
    if (!watch) return tl::unexpected(watch.error());
    scenario->plan.bounds = bounds_of(*rules);
    return PreparedRun{std::make_shared<const language::Scenario>(std::move(*scenario)), std::move(*rules),
                       std::move(*previous), std::move(*watch)};
}

} // namespace redline::scenarios
