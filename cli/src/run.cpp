// redline run: a scenario against its target; live progress, then the verdict, the record and the page.
#include "command.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "carry_out.hpp"
#include "run_order.hpp"
#include "screen.hpp"
#include "shared_options.hpp"

namespace redline::cli {

namespace {

int run(const RunOptions& options, const GlobalOptions& global) {
    const auto order = resolve(options);
    return order ? carry_out(*order, global) : print_mistake(order.error());
}

} // namespace

void declare_run(CLI::App& parent, const GlobalOptions& global, Action& chosen) {
    auto& command = *parent.add_subcommand("run", "Run a scenario against its target and judge the result");
    const auto options = std::make_shared<RunOptions>();
    command.add_option("SCENARIO", options->scenario, "The scenario file")->required();
    declare_outputs(command, options->shared);
    declare_overrides(command, options->set);
    declare_generator(command, options->shared);
    command
        .add_option("--baseline", options->baseline, "The record of an earlier run that rules compare with")
        ->type_name("RECORD");
    declare_watch(command, options->shared);
    command.callback(
        [options, &global, &chosen] { chosen = [options, &global] { return run(*options, global); }; });
}

} // namespace redline::cli
