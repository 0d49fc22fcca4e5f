#include "redline/reports/terminal.hpp"

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/figures.hpp"
#include "redline/reports/totals.hpp"
#include "redline/reports/verdict.hpp"

#include "error_groups.hpp"
#include "model_text.hpp"
#include "rules_text.hpp"
#include "shown.hpp"
#include "text_table.hpp"

namespace redline::reports {

namespace {

using base::with_thousands;
using Row = std::vector<TextCell>;

Ink ink_of(Verdict verdict) {
    if (verdict == Verdict::pass) return Ink::good;
    return verdict == Verdict::fail ? Ink::bad : Ink::wary;
}

std::string section(std::string_view name, const std::string& body, bool colour) {
    if (body.empty()) return {};
    return fmt::format("\n{}\n{}", inked(std::string(name), Ink::strong, colour), body);
}

std::string head(const RunRecord& record, bool colour) {
    auto text = inked(shown(headline(record), 400), ink_of(record.verdict), colour) + "\n";
    const bool first_is_told = record.verdict != Verdict::pass;
    for (std::size_t i = first_is_told ? 1 : 0; i < record.findings.size(); ++i)
        text += fmt::format("  also: {}\n", shown(record.findings[i].message, 400));
    const auto& scenario = record.scenario;
    const auto file = scenario.file.empty() ? std::string() : shown(scenario.file) + ", ";
    text += fmt::format("\n{} ({}seed {}) against {}, {} of load\n{}\n", shown(scenario.name), file,
                        scenario.seed, shown(scenario.target), seconds_text(time_of_load(record.result)),
                        model_text(record.result));
    return text;
}

std::string optional_rate(std::optional<double> rate) { return rate ? rate_text(*rate) : "-"; }

std::string counts(const Tally& totals) {
    const auto share = totals.error_ratio() ? fmt::format(" ({})", share_text(*totals.error_ratio())) : "";
    return fmt::format("  requests  {} due, {} sent, {} ok, {} failed{}\n"
                       "  rate      {} offered, {} achieved\n",
                       with_thousands(totals.requests()), with_thousands(totals.sent()),
                       with_thousands(totals.ok()), with_thousands(totals.failed()), share,
                       optional_rate(totals.offered_rate()), optional_rate(totals.achieved_rate()));
}

void add_quantiles(Row& row, const base::LatencyHistogram& histogram) {
    for (const double q : {0.5, 0.9, 0.95, 0.99, 0.999, 1.0})
        row.push_back({histogram.count() == 0 ? "-" : milliseconds_text(histogram.quantile(q))});
}

std::string percentiles(const RunRecord& record, const Tally& totals, bool colour) {
    TextTable table{"lrrrrrr", {}};
    table.rows.push_back({{"in ms", Ink::dim},
                          {"p50", Ink::dim},
                          {"p90", Ink::dim},
                          {"p95", Ink::dim},
                          {"p99", Ink::dim},
                          {"p99.9", Ink::dim},
                          {"max", Ink::dim}});
    const auto add = [&](const char* name, const base::LatencyHistogram& histogram) {
        Row row{{name}};
        add_quantiles(row, histogram);
        table.rows.push_back(std::move(row));
    };
    add("response time", totals.response_time);
    add("service time", totals.service_time);
    add("send lag", record.result.honesty.send_lag);
    return table.text(colour);
}

Row step_row(const std::string& name, const Tally& tally) {
    Row row{{name},
            {with_thousands(tally.requests())},
            {with_thousands(tally.failed()), tally.failed() > 0 ? Ink::bad : Ink::plain}};
    for (const double q : {0.5, 0.95, 0.99, 1.0})
        row.push_back(
            {tally.response_time.count() == 0 ? "-" : milliseconds_text(tally.response_time.quantile(q))});
    return row;
}

std::string breakdown(const loadgen::RunResult& result, bool colour) {
    TextTable table{"lrrrrrr", {}};
    table.rows.push_back({{"", Ink::dim},
                          {"requests", Ink::dim},
                          {"failed", Ink::dim},
                          {"p50 ms", Ink::dim},
                          {"p95 ms", Ink::dim},
                          {"p99 ms", Ink::dim},
                          {"max ms", Ink::dim}});
    for (std::size_t step = 0; step < result.steps.size(); ++step)
        table.rows.push_back(
            step_row(shown(result.steps[step].flow, 20) + " / " + shown(result.steps[step].name, 24),
                     totals_of_step(result, step)));
    for (std::size_t stage = 0; stage < result.stages.size(); ++stage) {
        const auto* unmeasured = result.stages[stage].measured ? "" : " (not counted)";
        table.rows.push_back(step_row("during " + shown(result.stages[stage].name, 24) + unmeasured,
                                      totals_of_stage(result, stage)));
    }
    return result.steps.empty() ? "" : table.text(colour);
}

std::string errors(const loadgen::RunResult& result, bool colour) {
    TextTable table{"rlll", {}};
    std::string text;
    for (const auto& group : error_groups(result)) {
        const auto* sample = group.samples.empty() ? nullptr : group.samples.front();
        const auto status =
            sample != nullptr && sample->status != 0 ? fmt::format(" {}", sample->status) : "";
        const bool sent = sample != nullptr && sample->trace_id;
        const auto trace = sent ? "for example trace " + base::to_text(sample->trace_id) : "";
        table.rows.push_back({{with_thousands(group.requests), Ink::bad},
                              {fmt::format("{}{}", loadgen::to_text(group.outcome), status)},
                              {shown(result.steps[group.step].name, 24)},
                              {trace, Ink::dim}});
        if (sample != nullptr && !sample->detail.empty())
            table.rows.push_back({{}, {}, {}, {shown(sample->detail, 56), Ink::dim}});
    }
    return table.text(colour);
}

std::string thresholds(const std::vector<ThresholdVerdict>& verdicts, bool colour) {
    TextTable table{"lll", {}};
    for (const auto& verdict : verdicts) {
        const TextCell mark = !verdict.judged ? TextCell{"undecided", Ink::wary}
                              : verdict.held  ? TextCell{"held", Ink::good}
                                              : TextCell{"broken", Ink::bad};
        table.rows.push_back(
            {mark, {shown(verdict.text, 60)}, {shown(verdict.judged ? verdict.observed : verdict.note, 60)}});
    }
    return table.text(colour);
}

/// What carried the requests, and how their due times were met.
std::string means(const loadgen::Honesty& honesty) {
    std::string text;
    if (!honesty.transport.empty()) text = "sent by " + shown(honesty.transport);
    if (!honesty.pacing.empty()) text += fmt::format("{}{}", text.empty() ? "" : ", ", shown(honesty.pacing));
    if (!honesty.note.empty())
        text += fmt::format("{}{}", text.empty() ? "" : "; ", shown(honesty.note, 200));
    return text.empty() ? text : fmt::format("  {}\n", text);
}

std::string honesty(const RunRecord& record) {
    const auto& honesty = record.result.honesty;
    const auto waited = honesty.connection_wait.count();
    const auto wait =
        waited == 0 ? std::string("no request waited for a connection")
                    : fmt::format("{} request{} waited for a connection, up to {}", with_thousands(waited),
                                  waited == 1 ? "" : "s", time_text(honesty.connection_wait.max()));
    return fmt::format("  {} of {} promised flows started; busiest thread {} busy\n  {}\n{}",
                       with_thousands(record.result.started_flows),
                       with_thousands(record.result.promised_flows), share_text(honesty.busiest_thread_cpu),
                       wait, means(honesty));
}

} // namespace

std::string summary_text(const RunRecord& record, bool colour) {
    const auto totals = totals_of(record.result);
    auto text = head(record, colour) + "\n" + counts(totals) + "\n" + percentiles(record, totals, colour);
    text += section("Steps and stages", breakdown(record.result, colour), colour);
    text += section("Errors", errors(record.result, colour), colour);
    text += section("Thresholds", thresholds(record.thresholds, colour), colour);
    for (const auto& rules : record.rules) text += rules_text(rules, colour);
    text += section("The generator itself", honesty(record), colour);
    return text;
}

} // namespace redline::reports
