#include "shared_options.hpp"

#include <CLI/CLI.hpp>

#include "metrics_option.hpp"

namespace redline::cli {

void declare_outputs(CLI::App& command, SharedOptions& options) {
    command.add_option("--out,-o", options.out, "Write the run record (JSON) to this file");
    command.add_option("--report", options.reports, "Write a report; the ending names the format (.html)")
        ->type_name("FILE")
        ->allow_extra_args(false);
    declare_metrics(command, options.metrics);
}

void declare_generator(CLI::App& command, SharedOptions& options) {
    command.add_option("--seed", options.seed, "Seed of the traffic; the same seed sends the same requests");
    command.add_option("--threads", options.threads, "Worker threads: a number, or auto for one a core");
    command
        .add_option("--pacing", options.pacing,
                    "How due times are met: auto, precise (woken for each) or batched (once a tick)")
        ->type_name("HOW");
    command.add_option("--allow-host", options.allow_hosts, "A host beyond this machine that may be loaded")
        ->type_name("HOST")
        ->allow_extra_args(false);
}

void declare_watch(CLI::App& command, SharedOptions& options) {
    command
        .add_option("--watch", options.watch.processes,
                    "A process of the target on this machine, by PID or name, to say what limited it")
        ->type_name("PROCESS")
        ->allow_extra_args(false);
    command
        .add_option("--metrics-of", options.watch.metrics_url,
                    "The target's metrics page; its gauges of pools and queues are watched")
        ->type_name("URL");
}

void declare_overrides(CLI::App& command, std::vector<std::string>& set) {
    command
        .add_option("--set", set, "Override a value of the scenario, for example target=http://127.0.0.1:80")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

} // namespace redline::cli
