#include "redline/reports/capacity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "redline/reports/figures.hpp"
#include "redline/reports/totals.hpp"

#include "shown.hpp"

namespace redline::reports {

namespace {

constexpr std::array<std::string_view, 7> end_words{"found",     "above_to",    "below_from", "generator",
                                                    "unsettled", "out_of_time", "interrupted"};

ProbeVerdict verdict_of(Verdict verdict) {
    if (verdict == Verdict::pass) return ProbeVerdict::held;
    return verdict == Verdict::fail ? ProbeVerdict::broke : ProbeVerdict::spoiled;
}

bool is_answer(loadgen::Outcome outcome) {
    return outcome == loadgen::Outcome::ok || outcome == loadgen::Outcome::error_status ||
           outcome == loadgen::Outcome::check_failed;
}

/// Answers per second in the slices that lie wholly within the last stage, whenever their requests fell due;
/// 0 where the stage is shorter than that.
double answer_rate(const loadgen::RunResult& result) {
    const auto begin = start_of_stage(result, result.stages.size() - 1);
    base::Duration time{0};
    std::uint64_t answers = 0;
    for (std::size_t i = 0; i < result.slices.size(); ++i) {
        const auto from = result.slice_width * static_cast<std::int64_t>(i);
        if (from < begin || from + result.slice_width > result.scheduled) continue;
        time += result.slice_width;
        for (const auto& [ending, count] : result.slices[i].endings)
            if (is_answer(ending.outcome)) answers += count.requests;
    }
    return time > base::Duration{0} ? static_cast<double>(answers) / base::in_seconds(time) : 0;
}

/// Requests a flow is made of, on average.
double requests_each(const loadgen::RunResult& result) {
    return result.started_flows > 0
               ? std::max(1.0, static_cast<double>(result.due) / static_cast<double>(result.started_flows))
               : 1;
}

void fill_times(CapacityProbe& probe, const base::LatencyHistogram& times) {
    const auto at = [&](double share) { return base::Duration(times.quantile(share)); };
    probe.p50 = at(0.5);
    probe.p95 = at(0.95);
    probe.p99 = at(0.99);
    probe.mean = base::Duration(static_cast<std::int64_t>(times.mean()));
}

std::vector<PowerPoint> power_points(const std::vector<CapacityProbe>& probes) {
    std::vector<PowerPoint> points;
    for (const auto& probe : probes)
        if (probe.verdict != ProbeVerdict::spoiled)
            points.push_back({probe.rate, probe.throughput, base::in_seconds(probe.mean)});
    return points;
}

/// Probes whose failures do not make their throughput another thing than that of the rest.
std::vector<LoadPoint> load_points(const std::vector<CapacityProbe>& probes) {
    constexpr double failed_share_max = 0.01;
    std::vector<LoadPoint> points;
    for (const auto& probe : probes)
        if (probe.verdict != ProbeVerdict::spoiled && probe.failed_share <= failed_share_max &&
            probe.throughput > 0 && probe.in_flight > 0)
            points.push_back({probe.throughput, probe.in_flight});
    return points;
}

std::vector<LimitEvidence> evidence_up_to(const std::vector<CapacityProbe>& probes, double from, double to) {
    std::vector<const CapacityProbe*> chosen;
    for (const auto& probe : probes)
        if (probe.rate >= from && probe.rate <= to) chosen.push_back(&probe);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const auto* a, const auto* b) { return a->rate < b->rate; });
    std::vector<LimitEvidence> evidence;
    for (const auto* probe : chosen) evidence.push_back(probe->evidence);
    return evidence;
}

/// The lowest rate that broke, at or above what the range says may hold; infinite where none did.
double lowest_break(const CapacityRecord& record) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const auto& probe : record.probes)
        if (probe.verdict == ProbeVerdict::broke && probe.rate >= record.range.low)
            lowest = std::min(lowest, probe.rate);
    return lowest;
}

std::string verdict_text(ProbeVerdict verdict) {
    switch (verdict) {
    case ProbeVerdict::held: return "held";
    case ProbeVerdict::broke: return "broke";
    case ProbeVerdict::spoiled: return "spoiled by the generator";
    }
    return "";
}

} // namespace

std::string_view to_text(CapacityEnd end) { return end_words[static_cast<std::size_t>(end)]; }

CapacityProbe probe_of(double rate, const RunRecord& record, LimitEvidence evidence) {
    const auto& result = record.result;
    CapacityProbe probe;
    probe.rate = rate;
    probe.verdict = verdict_of(record.verdict);
    if (probe.verdict != ProbeVerdict::held && !record.findings.empty())
        probe.reason = record.findings.front().message;
    const auto totals = totals_of(result);
    probe.achieved = totals.achieved_rate().value_or(0);
    probe.failed_share = totals.error_ratio().value_or(0);
    fill_times(probe, totals.response_time);
    const auto answers = answer_rate(result);
    probe.throughput = answers / requests_each(result);
    probe.in_flight = answers * totals.service_time.mean() / 1e9; // Little's law
    probe.evidence = std::move(evidence);
    return probe;
}

std::vector<ProbeAnswer> answers_of(const std::vector<CapacityProbe>& probes) {
    std::vector<ProbeAnswer> answers;
    for (const auto& probe : probes) answers.push_back({probe.rate, probe.verdict});
    return answers;
}

void conclude_capacity(CapacityRecord& record, CapacityEnd end) {
    const auto& probes = record.probes;
    record.end = end;
    record.range = search_capacity(record.search, answers_of(probes)).range;
    record.knee = find_knee(power_points(probes));
    auto fit = fit_scalability(load_points(probes), record.scenario.seed);
    if (fit)
        record.scalability = *fit;
    else
        record.no_scalability = fit.error().message;
    if (record.knee)
        record.at_knee = rank_limits(evidence_up_to(probes, record.knee->rate, record.knee->rate));
    if (const auto broke = lowest_break(record); std::isfinite(broke))
        record.at_break = rank_limits(evidence_up_to(probes, 0, broke));
}

int exit_status(CapacityEnd end) {
    switch (end) {
    case CapacityEnd::found:
    case CapacityEnd::above_to: return 0;
    case CapacityEnd::below_from: return 1;
    case CapacityEnd::interrupted: return 130;
    default: return 3;
    }
}

std::string probe_text(const CapacityProbe& probe) {
    constexpr std::size_t reason_characters_max = 100;
    const auto reason = probe.reason.empty() ? "" : " (" + shown(probe.reason, reason_characters_max) + ")";
    return fmt::format("{}: {}, p99 {}, {} achieved{}", rate_text(probe.rate), verdict_text(probe.verdict),
                       time_text(static_cast<std::uint64_t>(probe.p99.count())), rate_text(probe.achieved),
                       reason);
}

} // namespace redline::reports
