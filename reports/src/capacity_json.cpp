#include <array>

#include "redline/reports/capacity.hpp"
#include "redline/reports/verdict.hpp"

#include "label_json.hpp"
#include "result_json.hpp"

namespace redline::reports {

namespace {

using base::Json;

constexpr int capacity_schema = 1;
/// In the order of ProbeVerdict.
constexpr std::array<std::string_view, 3> probe_words{"held", "broke", "spoiled"};

std::string_view verdict_word(CapacityEnd end) {
    switch (exit_status(end)) {
    case 0: return "pass";
    case 1: return "fail";
    case 130: return "interrupted";
    default: return "undecided";
    }
}

/// An end of the range beyond what was searched is not known.
Json known_json(double rate) { return rate > 0 ? number_json(rate) : Json(nullptr); }

Json milliseconds_json(base::Duration duration) { return base::in_milliseconds(duration); }

Json band_json(const Band& band) {
    return {
        {"low", number_json(band.low)}, {"value", number_json(band.value)}, {"high", number_json(band.high)}};
}

Json knee_json(const std::optional<Knee>& knee) {
    if (!knee) return nullptr;
    return {{"rate", knee->rate},
            {"above", known_json(knee->above)},
            {"below", knee->below},
            {"mean_response_time_ms", knee->response_seconds * 1e3}};
}

Json scalability_json(const CapacityRecord& record) {
    if (!record.scalability) return {{"refused", record.no_scalability}};
    const auto& fit = *record.scalability;
    return {{"lambda", band_json(fit.lambda)},
            {"sigma", band_json(fit.sigma)},
            {"kappa", band_json(fit.kappa)},
            {"ceiling", band_json(fit.ceiling)},
            {"ceiling_in_flight", number_json(fit.ceiling_in_flight)},
            {"scatter", fit.scatter},
            {"probes", fit.points},
            {"ten_times", reach_text(fit, 10 * record.range.best)}};
}

Json limit_json(const ResourceLimit& limit) {
    return {{"code", limit.code},       {"subject", limit.subject}, {"use", number_json(limit.use)},
            {"used_up", limit.used_up}, {"symptom", limit.symptom}, {"message", limit.sentence}};
}

Json probe_json(const CapacityProbe& probe) {
    Json json{{"rate", probe.rate},
              {"verdict", probe_words[static_cast<std::size_t>(probe.verdict)]},
              {"reason", probe.reason},
              {"achieved", probe.achieved},
              {"throughput", probe.throughput},
              {"in_flight", probe.in_flight},
              {"failed_share", probe.failed_share},
              {"response_time_ms",
               {{"p50", milliseconds_json(probe.p50)},
                {"p95", milliseconds_json(probe.p95)},
                {"p99", milliseconds_json(probe.p99)},
                {"mean", milliseconds_json(probe.mean)}}}};
    json["resources"] = array_json(rank_limits({&probe.evidence, 1}), limit_json);
    return json;
}

Json search_json(const CapacityRecord& record) {
    return {{"from", record.search.from},
            {"to", record.search.to},
            {"precision", record.search.precision},
            {"probe_ms", milliseconds_json(record.probe)},
            {"settle_ms", milliseconds_json(record.settle)},
            {"took_ms", milliseconds_json(record.took)}};
}

} // namespace

Json capacity_json(const CapacityRecord& record) {
    Json json{{"schema", capacity_schema},
              {"kind", "capacity"},
              {"verdict", verdict_word(record.end)},
              {"end", to_text(record.end)},
              {"message", headline(record)},
              {"capacity",
               {{"low", known_json(record.range.low)},
                {"best", known_json(record.range.best)},
                {"high", known_json(record.range.high)}}},
              {"slos", record.slos},
              {"knee", knee_json(record.knee)},
              {"scalability", scalability_json(record)}};
    json["limits_at_knee"] = array_json(record.at_knee, limit_json);
    json["limits_at_break"] = array_json(record.at_break, limit_json);
    json["probes"] = array_json(record.probes, probe_json);
    json["search"] = search_json(record);
    json["scenario"] = scenario_json(record.scenario);
    json["redline_version"] = record.redline_version;
    json["environment"] = environment_json(record.environment);
    return json;
}

} // namespace redline::reports
