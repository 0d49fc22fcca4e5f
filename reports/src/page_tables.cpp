#include "page_tables.hpp"

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/figures.hpp"
#include "redline/reports/totals.hpp"

#include "error_groups.hpp"
#include "markup.hpp"

namespace redline::reports {

namespace {

using base::with_thousands;
using Rows = std::vector<std::vector<HtmlCell>>;

constexpr std::size_t samples_shown_max = 3;

std::string card(std::string_view name, std::string_view value, bool bad = false) {
    return fmt::format("<div class=\"card{}\"><b>{}</b><span>{}</span></div>\n", bad ? " bad" : "", value,
                       name);
}

std::string quantile_text(const base::LatencyHistogram& histogram, double q) {
    return histogram.count() == 0 ? "-" : milliseconds_text(histogram.quantile(q));
}

std::vector<HtmlCell> quantile_row(std::string name, const base::LatencyHistogram& histogram) {
    std::vector<HtmlCell> row{{std::move(name), "name"}};
    for (const double q : {0.5, 0.9, 0.95, 0.99, 0.999, 1.0})
        row.push_back(figure_cell(quantile_text(histogram, q)));
    row.push_back(figure_cell(with_thousands(histogram.count())));
    return row;
}

std::vector<HtmlCell> tally_row(std::string name, const Tally& tally) {
    std::vector<HtmlCell> row{{std::move(name), "name"},
                              figure_cell(with_thousands(tally.requests())),
                              figure_cell(with_thousands(tally.failed())),
                              figure_cell(tally.error_ratio() ? share_text(*tally.error_ratio()) : "-"),
                              figure_cell(tally.achieved_rate() ? rate_text(*tally.achieved_rate()) : "-")};
    for (const double q : {0.5, 0.95, 0.99, 1.0})
        row.push_back(figure_cell(quantile_text(tally.response_time, q)));
    row.push_back(figure_cell(quantile_text(tally.service_time, 0.99)));
    return row;
}

std::string tally_table(std::string_view what, const Rows& rows) {
    return html_table({std::string(what), ">requests", ">failed", ">share", ">achieved", ">p50 ms", ">p95 ms",
                       ">p99 ms", ">max ms", ">service p99 ms"},
                      rows);
}

std::string sample_html(const loadgen::RequestSample& sample) {
    const auto detail =
        sample.detail.empty() ? "" : fmt::format(" <small>{}</small>", isolated(sample.detail));
    const auto trace =
        sample.trace_id ? fmt::format("trace <code>{}</code>, ", base::to_text(sample.trace_id)) : "";
    return fmt::format("{}due at {}, took {}{}", trace, seconds_text(sample.due),
                       time_text(static_cast<std::uint64_t>(sample.response_time.count())), detail);
}

std::string samples_html(const ErrorGroup& group) {
    std::string html;
    for (std::size_t i = 0; i < std::min(group.samples.size(), samples_shown_max); ++i)
        html += fmt::format("<div>{}</div>", sample_html(*group.samples[i]));
    return html.empty() ? "no sample was kept" : html;
}

std::string outcome_html(const ErrorGroup& group) {
    const auto status = group.samples.empty() ? 0 : group.samples.front()->status;
    return fmt::format("{}{}", loadgen::to_text(group.outcome),
                       status != 0 ? fmt::format(" {}", status) : "");
}

std::string definition(std::string_view name, const std::string& html) {
    return html.empty() ? "" : fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", name, html);
}

/// A row for what the generator may have a word for.
std::string word(std::string_view name, const std::string& value) {
    return value.empty() ? std::string() : definition(name, isolated(value, 200));
}

} // namespace

std::string cards_html(const RunRecord& record) {
    const auto totals = totals_of(record.result);
    const auto failed = totals.error_ratio();
    return card("requests sent", with_thousands(totals.sent())) +
           card("achieved rate", totals.achieved_rate() ? rate_text(*totals.achieved_rate()) : "-") +
           card("p50 response, ms", quantile_text(totals.response_time, 0.5)) +
           card("p99 response, ms", quantile_text(totals.response_time, 0.99)) +
           card(fmt::format("failed, {} requests", with_thousands(totals.failed())),
                failed ? share_text(*failed) : "-", totals.failed() > 0);
}

std::string percentiles_html(const RunRecord& record) {
    const auto totals = totals_of(record.result);
    const auto& honesty = record.result.honesty;
    Rows rows{quantile_row("response time", totals.response_time),
              quantile_row("service time", totals.service_time),
              quantile_row("send lag of the generator", honesty.send_lag)};
    if (honesty.connection_wait.count() > 0)
        rows.push_back(quantile_row("wait for a connection", honesty.connection_wait));
    return panel(
        "Percentiles",
        "In milliseconds. Response time counts from the moment a request was due, service time from the "
        "moment it was sent.",
        html_table({"", ">p50", ">p90", ">p95", ">p99", ">p99.9", ">max", ">count"}, rows));
}

std::string breakdown_html(const loadgen::RunResult& result) {
    Rows steps;
    for (std::size_t i = 0; i < result.steps.size(); ++i) {
        const auto& step = result.steps[i];
        steps.push_back(
            tally_row(fmt::format("{} / {}<small><code>{} {}</code></small>", isolated(step.flow, 40),
                                  isolated(step.name, 40), escaped(step.method, 10), escaped(step.route, 80)),
                      totals_of_step(result, i)));
    }
    Rows stages;
    for (std::size_t i = 0; i < result.stages.size(); ++i)
        stages.push_back(tally_row(fmt::format("{}<small>{}{}</small>", isolated(result.stages[i].name, 40),
                                               seconds_text(result.stages[i].duration),
                                               result.stages[i].measured ? "" : ", not counted"),
                                   totals_of_stage(result, i)));
    if (steps.empty()) return {};
    return panel("Steps", "In measured stages.", tally_table("flow / step", steps)) +
           panel("Stages", "", tally_table("stage", stages));
}

std::string errors_html(const loadgen::RunResult& result) {
    Rows rows;
    for (const auto& group : error_groups(result))
        rows.push_back({figure_cell(with_thousands(group.requests)),
                        {outcome_html(group), "broken"},
                        {isolated(result.steps[group.step].name, 40), {}},
                        {samples_html(group), {}}});
    if (rows.empty()) return {};
    return panel("Errors", "Grouped by how they ended. The trace ids are those the target received.",
                 html_table({">requests", "outcome", "step", "for example"}, rows));
}

std::string slowest_html(const loadgen::RunResult& result) {
    Rows rows;
    for (const auto& sample : result.slowest)
        rows.push_back(
            {figure_cell(milliseconds_text(static_cast<std::uint64_t>(sample.response_time.count()))),
             figure_cell(milliseconds_text(static_cast<std::uint64_t>(sample.service_time.count()))),
             {isolated(sample.step < result.steps.size() ? result.steps[sample.step].name : "", 40), {}},
             {seconds_text(sample.due), {}},
             {"<code>" + base::to_text(sample.trace_id) + "</code>", {}}});
    if (rows.empty()) return {};
    return panel("Slowest requests", "",
                 html_table({">response ms", ">service ms", "step", "due at", "trace"}, rows));
}

std::string thresholds_html(const std::vector<ThresholdVerdict>& verdicts) {
    Rows rows;
    for (const auto& verdict : verdicts) {
        const HtmlCell mark = !verdict.judged ? HtmlCell{"undecided", "open"}
                              : verdict.held  ? HtmlCell{"held", "held"}
                                              : HtmlCell{"broken", "broken"};
        rows.push_back({mark,
                        {"<code>" + escaped(verdict.text) + "</code>", "name"},
                        {escaped(verdict.judged ? verdict.observed : verdict.note), {}}});
    }
    return rows.empty() ? "" : panel("Thresholds", "", html_table({"", "promised", "observed"}, rows));
}

std::string honesty_html(const RunRecord& record) {
    const auto& result = record.result;
    const auto& honesty = result.honesty;
    const auto body =
        definition("flows started", fmt::format("{} of {} promised", with_thousands(result.started_flows),
                                                with_thousands(result.promised_flows))) +
        definition("busiest thread", fmt::format("{} busy", share_text(honesty.busiest_thread_cpu))) +
        definition("CPU time",
                   fmt::format("{} over {}", seconds_text(honesty.cpu_time), seconds_text(result.took))) +
        definition("send lag", honesty.send_lag.count() == 0
                                   ? ""
                                   : fmt::format("{} at the 99th percentile, {} at most",
                                                 time_text(honesty.send_lag.quantile(0.99)),
                                                 time_text(honesty.send_lag.max()))) +
        definition("waited for a connection", fmt::format("{} requests, counted as response time",
                                                          with_thousands(honesty.connection_wait.count()))) +
        definition("connections",
                   fmt::format("{} opened, at most {} at once", with_thousands(honesty.connections_opened),
                               with_thousands(honesty.connections))) +
        definition("threads", with_thousands(honesty.threads)) + word("sent by", honesty.transport) +
        word("paced", honesty.pacing) + word("note", honesty.note);
    return panel("The generator itself",
                 "What could have falsified the figures above: a generator that is busy, late or short of "
                 "connections measures itself.",
                 "<table><tbody>\n" + body + "</tbody></table>\n");
}

std::string environment_html(const RunRecord& record) {
    const auto& environment = record.environment;
    const auto body = definition("scenario", isolated(record.scenario.file)) +
                      definition("seed", fmt::format("{}", record.scenario.seed)) +
                      definition("target", isolated(record.scenario.target)) +
                      definition("started", base::to_rfc3339(record.result.started_at)) +
                      definition("CPU", isolated(environment.cpu)) +
                      definition("cores", environment.cores == 0 ? "" : with_thousands(environment.cores)) +
                      definition("kernel", isolated(environment.kernel));
    return panel("Where and what", "", "<table><tbody>\n" + body + "</tbody></table>\n");
}

} // namespace redline::reports
