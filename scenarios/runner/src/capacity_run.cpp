#include "redline/scenarios/capacity_run.hpp"

#include <algorithm>

#include "redline/base/random.hpp"
#include "redline/language/target_url.hpp"
#include "redline/scenarios/environment.hpp"

#include "observed_run.hpp"

namespace redline::scenarios {

namespace {

using reports::CapacityEnd;

/// The scenario as one probe runs it.
PreparedRun probe_of(const CapacityOrder& order, double rate, std::size_t number) {
    auto scenario = *order.run.scenario;
    scenario.plan = probe_plan(scenario.plan, order, rate, number);
    scenario.thresholds = order.slos;
    return {std::make_shared<const language::Scenario>(std::move(scenario)), {}, {}, order.run.watch};
}

/// Looks of the measured stretch: the last one before it to the last one within it.
std::span<const Look> measured(std::span<const Look> looks, const CapacityOrder& order) {
    if (looks.empty()) return looks;
    const auto begin = looks.front().at + order.settle;
    const auto end = begin + order.probe;
    const auto first =
        std::find_if(looks.begin(), looks.end(), [&](const Look& look) { return look.at >= begin; });
    const auto last = std::find_if(first, looks.end(), [&](const Look& look) { return look.at > end; });
    return last - first >= 2 ? std::span(first, last) : looks;
}

reports::LimitEvidence evidence_of_probe(const ObservedRun& observed, const CapacityOrder& order) {
    const auto looks = measured(observed.looks, order);
    auto evidence =
        looks.size() >= 2 ? evidence_between(looks.front(), looks.back()) : reports::LimitEvidence{};
    evidence.generator = reports::generator_use_of(observed.record.result);
    return evidence;
}

CapacityEnd end_of(reports::SearchEnd end) {
    switch (end) {
    case reports::SearchEnd::found: return CapacityEnd::found;
    case reports::SearchEnd::above_to: return CapacityEnd::above_to;
    case reports::SearchEnd::below_from: return CapacityEnd::below_from;
    case reports::SearchEnd::generator: return CapacityEnd::generator;
    case reports::SearchEnd::unsettled: return CapacityEnd::unsettled;
    }
    return CapacityEnd::unsettled;
}

reports::CapacityRecord begun(const CapacityOrder& order, const std::string& version) {
    const auto& scenario = *order.run.scenario;
    reports::CapacityRecord record;
    record.scenario = {scenario.name, scenario.file.string(), scenario.plan.seed,
                       language::to_text(scenario.plan.target)};
    record.redline_version = version;
    record.environment = read_environment();
    for (const auto& slo : order.slos) record.slos.push_back(slo.text);
    record.search = order.search;
    record.probe = order.probe;
    record.settle = order.settle;
    record.watched = !order.run.watch.empty();
    return record;
}

/// One probe; nothing where it was interrupted.
base::Result<std::optional<reports::CapacityProbe>> ask(const CapacityOrder& order, double rate,
                                                        std::size_t number, const std::string& version,
                                                        const std::stop_token& stop) {
    const auto observed = observe_run(probe_of(order, rate, number), version, {}, stop);
    if (!observed) return tl::unexpected(observed.error());
    if (observed->record.verdict == reports::Verdict::interrupted) return std::nullopt;
    return reports::probe_of(rate, observed->record, evidence_of_probe(*observed, order));
}

/// Probes until the search, the time or somebody ends it.
base::Result<CapacityEnd> search(const CapacityOrder& order, reports::CapacityRecord& record,
                                 const std::function<void(const reports::CapacityProbe&)>& on_probe,
                                 const std::stop_token& stop) {
    const auto begin = base::monotonic_now();
    while (true) {
        const auto step = reports::search_capacity(order.search, reports::answers_of(record.probes));
        if (!step.next) return end_of(step.end);
        if (record.took + order.settle + order.probe > order.time_max) return CapacityEnd::out_of_time;
        auto probe = ask(order, *step.next, record.probes.size(), record.redline_version, stop);
        if (!probe) return tl::unexpected(probe.error());
        if (!*probe) return CapacityEnd::interrupted;
        record.probes.push_back(std::move(**probe));
        record.took = base::monotonic_now() - begin;
        if (on_probe) on_probe(record.probes.back());
    }
}

} // namespace

loadgen::Plan probe_plan(const loadgen::Plan& plan, const CapacityOrder& order, double rate,
                         std::size_t number) {
    auto probe = plan;
    probe.users.reset();
    probe.flows_max = 0;
    probe.bounds.clear();
    const auto arrivals = plan.stages.empty() ? loadgen::Arrivals::regular : plan.stages.back().arrivals;
    probe.stages = {{std::string(settle_stage), order.settle, {rate}, {rate}, arrivals, false},
                    {std::string(probe_stage), order.probe, {rate}, {rate}, arrivals, true}};
    if (order.settle <= base::Duration{0}) probe.stages.erase(probe.stages.begin());
    probe.seed = base::Random::keyed(plan.seed, "capacity", number).next();
    return probe;
}

base::Result<reports::CapacityRecord>
find_capacity(const CapacityOrder& order, const std::string& version,
              const std::function<void(const reports::CapacityProbe&)>& on_probe, std::stop_token stop) {
    auto record = begun(order, version);
    const auto end = search(order, record, on_probe, stop);
    if (!end) return tl::unexpected(end.error());
    reports::conclude_capacity(record, *end);
    return record;
}

} // namespace redline::scenarios
