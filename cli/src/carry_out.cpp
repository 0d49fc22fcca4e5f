#include "carry_out.hpp"

#include "interrupt.hpp"
#include "metrics_option.hpp"
#include "progress.hpp"
#include "redline/reports/page.hpp"
#include "redline/reports/record_file.hpp"
#include "redline/reports/record_json.hpp"
#include "redline/reports/terminal.hpp"
#include "redline/reports/verdict.hpp"
#include "redline/scenarios/run_scenario.hpp"
#include "screen.hpp"

namespace redline::cli {

namespace {

base::Result<void> write_outputs(const RunOrder& order, const reports::RunRecord& record) {
    if (!order.out.empty())
        if (auto written = reports::write_record(order.out, record); !written) return written;
    for (const auto& page : order.pages)
        if (auto written = reports::write_file(page, reports::html_page(record)); !written) return written;
    return {};
}

std::string result_text(const reports::RunRecord& record, const GlobalOptions& global) {
    if (global.format == "json") return base::to_text(reports::summary_json(record), 2);
    if (global.quiet) return reports::headline(record);
    return reports::summary_text(record, result_wants_colour());
}

} // namespace

int carry_out(const RunOrder& order, const GlobalOptions& global) {
    InterruptWatch interrupt;
    const auto& scenario = *order.run.scenario;
    auto metrics = OwnMetrics::start(order.metrics, global, scenario.name, scenario.plan);
    if (!metrics) return print_mistake(metrics.error());
    ProgressDisplay progress(global);
    const auto show = [&](const loadgen::Progress& now) {
        metrics->show(now);
        progress.show(now);
    };
    const auto record = scenarios::run_scenario(order.run, REDLINE_VERSION, show, interrupt.token());
    progress.finish();
    if (!record) return print_mistake(record.error());
    print_result(result_text(*record, global));
    if (const auto written = write_outputs(order, *record); !written) return print_mistake(written.error());
    return reports::exit_status(record->verdict);
}

} // namespace redline::cli
