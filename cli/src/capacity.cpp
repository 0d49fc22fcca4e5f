// redline capacity: the highest arrival rate that keeps an SLO; a line for each probe, then the answer.
#include "command.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "capacity_order.hpp"
#include "interrupt.hpp"
#include "redline/reports/record_file.hpp"
#include "screen.hpp"
#include "shared_options.hpp"

namespace redline::cli {

namespace {

std::string result_text(const reports::CapacityRecord& record, const GlobalOptions& global) {
    if (global.format == "json") return base::to_text(reports::capacity_json(record), 2);
    if (global.quiet) return reports::headline(record);
    return reports::capacity_text(record, result_wants_colour());
}

int find(const CapacityOptions& options, const GlobalOptions& global) {
    const auto task = resolve(options);
    if (!task) return print_mistake(task.error());
    InterruptWatch interrupt;
    const auto record = scenarios::find_capacity(
        task->order, REDLINE_VERSION,
        [&](const reports::CapacityProbe& probe) {
            if (!global.quiet) print_note(reports::probe_text(probe));
        },
        interrupt.token());
    if (!record) return print_mistake(record.error());
    print_result(result_text(*record, global));
    if (task->out.empty()) return reports::exit_status(record->end);
    const auto written =
        reports::write_file(task->out, base::to_text(reports::capacity_json(*record), 2) + "\n");
    return written ? reports::exit_status(record->end) : print_mistake(written.error());
}

void declare_search(CLI::App& command, CapacityOptions& options) {
    command
        .add_option("--slo", options.slos,
                    "What must hold, for example \"p99 < 250ms\"; without it, the scenario's thresholds")
        ->type_name("THRESHOLD")
        ->allow_extra_args(false);
    command.add_option("--from", options.from, "The lowest rate of new flows to try, for example 100/s")
        ->type_name("RATE")
        ->required();
    command.add_option("--to", options.to, "The highest")->type_name("RATE")->required();
    command.add_option("--precision", options.precision, "How wide the interval may be that is answered")
        ->type_name("SHARE")
        ->capture_default_str();
    command.add_option("--probe", options.probe, "For how long each rate is measured")
        ->type_name("DURATION")
        ->capture_default_str();
    command.add_option("--settle", options.settle, "For how long it is offered before that")
        ->type_name("DURATION")
        ->capture_default_str();
    command.add_option("--max-time", options.max_time, "No probe begins that would not end within it")
        ->type_name("DURATION")
        ->capture_default_str();
}

} // namespace

void declare_capacity(CLI::App& parent, const GlobalOptions& global, Action& chosen) {
    auto& command = *parent.add_subcommand("capacity", "Find the highest arrival rate that keeps an SLO");
    const auto options = std::make_shared<CapacityOptions>();
    command
        .add_option("SCENARIO", options->run.scenario,
                    "The scenario file; its traffic is used, not its stages")
        ->required();
    declare_search(command, *options);
    command.add_option("--out,-o", options->run.shared.out,
                       "Write the answer and every probe (JSON) to this file");
    declare_overrides(command, options->run.set);
    declare_generator(command, options->run.shared);
    declare_watch(command, options->run.shared);
    command.callback(
        [options, &global, &chosen] { chosen = [options, &global] { return find(*options, global); }; });
}

} // namespace redline::cli
