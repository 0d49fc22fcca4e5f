// redline run: a scenario against its target; live progress, then the verdict, the record and the page.
#include "command.hpp"

#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "interrupt.hpp"
#include "metrics_option.hpp"
#include "progress.hpp"
#include "redline/reports/page.hpp"
#include "redline/reports/record_file.hpp"
#include "redline/reports/record_json.hpp"
#include "redline/reports/terminal.hpp"
#include "redline/reports/verdict.hpp"
#include "redline/scenarios/run_scenario.hpp"
#include "run_order.hpp"
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

int run(const RunOptions& options, const GlobalOptions& global) {
    const auto order = resolve(options);
    if (!order) return print_mistake(order.error());
    InterruptWatch interrupt;
    const auto& scenario = *order->run.scenario;
    auto metrics = OwnMetrics::start(order->metrics, global, scenario.name, scenario.plan);
    if (!metrics) return print_mistake(metrics.error());
    ProgressDisplay progress(global);
    const auto show = [&](const loadgen::Progress& now) {
        metrics->show(now);
        progress.show(now);
    };
    const auto record = scenarios::run_scenario(order->run, REDLINE_VERSION, show, interrupt.token());
    progress.finish();
    if (!record) return print_mistake(record.error());
    print_result(result_text(*record, global));
    if (const auto written = write_outputs(*order, *record); !written) return print_mistake(written.error());
    return reports::exit_status(record->verdict);
}

} // namespace

void declare_run(CLI::App& parent, const GlobalOptions& global, Action& chosen) {
    auto& command = *parent.add_subcommand("run", "Run a scenario against its target and judge the result");
    const auto options = std::make_shared<RunOptions>();
    command.add_option("SCENARIO", options->scenario, "The scenario file")->required();
    command.add_option("--out,-o", options->out, "Write the run record (JSON) to this file");
    command.add_option("--report", options->reports, "Write a report; the ending names the format (.html)")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command
        .add_option("--set", options->set,
                    "Override a value of the scenario, for example target=http://127.0.0.1:80")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command.add_option("--seed", options->seed, "Seed of the traffic; the same seed sends the same requests");
    command.add_option("--threads", options->threads, "Worker threads: a number, or auto for one a core");
    command.add_option("--allow-host", options->allow_hosts, "A host beyond this machine that may be loaded")
        ->type_name("HOST")
        ->allow_extra_args(false);
    command
        .add_option("--baseline", options->baseline, "The record of an earlier run that rules compare with")
        ->type_name("RECORD");
    declare_metrics(command, options->metrics);
    command.callback(
        [options, &global, &chosen] { chosen = [options, &global] { return run(*options, global); }; });
}

} // namespace redline::cli
