// redline scenario check: every mistake in scenario files and the rule files they name, at its place; sends
// nothing.
#include "command.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "redline/scenarios/prepared_run.hpp"
#include "screen.hpp"

namespace redline::cli {

namespace {

int check(const std::vector<std::string>& files) {
    int status = 0;
    for (const auto& file : files) {
        scenarios::RunRequest request;
        request.scenario = file;
        const auto prepared = scenarios::prepare(request);
        if (!prepared)
            status = print_mistake(prepared.error());
        else
            print_result(fmt::format("{}: in order", file));
    }
    return status;
}

} // namespace

void declare_scenario_check(CLI::App& parent, const GlobalOptions&, Action& chosen) {
    auto& command = *parent.add_subcommand("check", "Show every mistake in scenario files; send nothing");
    const auto files = std::make_shared<std::vector<std::string>>();
    command.add_option("FILE", *files, "Scenario files")->required();
    command.callback([files, &chosen] { chosen = [files] { return check(*files); }; });
}

} // namespace redline::cli
