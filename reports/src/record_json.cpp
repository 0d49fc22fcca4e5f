#include "redline/reports/record_json.hpp"

#include "redline/reports/totals.hpp"

#include "label_json.hpp"
#include "model_text.hpp"
#include "record_words.hpp"
#include "result_json.hpp"
#include "rules_json.hpp"

namespace redline::reports {

namespace {

using base::Json;

Json summary_finding_json(const loadgen::Finding& finding) {
    return {{"code", finding.code}, {"message", finding.message}};
}

Json finding_json(const loadgen::Finding& finding) {
    auto json = summary_finding_json(finding);
    json["blame"] = blame_words[static_cast<std::size_t>(finding.blame)];
    return json;
}

Json optional_json(std::optional<double> value) { return value ? number_json(*value) : Json(nullptr); }

/// The quantiles of COMMANDS.md in milliseconds.
Json quantiles_json(const base::LatencyHistogram& histogram) {
    const auto milliseconds = [&](std::uint64_t nanoseconds) {
        return histogram.count() == 0 ? Json(nullptr) : Json(static_cast<double>(nanoseconds) / 1e6);
    };
    return {
        {"p50", milliseconds(histogram.quantile(0.5))},    {"p90", milliseconds(histogram.quantile(0.9))},
        {"p95", milliseconds(histogram.quantile(0.95))},   {"p99", milliseconds(histogram.quantile(0.99))},
        {"p999", milliseconds(histogram.quantile(0.999))}, {"max", milliseconds(histogram.max())}};
}

Json threshold_json(const ThresholdVerdict& threshold) {
    return {{"text", threshold.text},
            {"judged", threshold.judged},
            {"held", threshold.held},
            {"observed", threshold.observed},
            {"note", threshold.note}};
}

} // namespace

Json summary_json(const RunRecord& record) {
    const auto totals = totals_of(record.result);
    return {{"schema", record_schema},
            {"verdict", to_text(record.verdict)},
            {"findings", array_json(record.findings, summary_finding_json)},
            {"model", model_word(record.result)},
            {"requests", {{"sent", totals.sent()}, {"ok", totals.ok()}, {"failed", totals.failed()}}},
            {"rate",
             {{"offered", optional_json(totals.offered_rate())},
              {"achieved", optional_json(totals.achieved_rate())}}},
            {"response_time_ms", quantiles_json(totals.response_time)},
            {"service_time_ms", quantiles_json(totals.service_time)},
            {"send_lag_ms", quantiles_json(record.result.honesty.send_lag)}};
}

Json to_json(const RunRecord& record) {
    auto json = summary_json(record);
    json["findings"] = array_json(record.findings, finding_json);
    json["redline_version"] = record.redline_version;
    json["scenario"] = scenario_json(record.scenario);
    json["environment"] = environment_json(record.environment);
    json["thresholds"] = array_json(record.thresholds, threshold_json);
    json["rules"] = array_json(record.rules, rules_json);
    json["result"] = result_json(record.result);
    return json;
}

} // namespace redline::reports
