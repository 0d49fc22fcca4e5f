// The roof: picks the command, runs it, and is the only place that catches what nobody expected.
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "src/command.hpp"
#include "src/mistyped.hpp"
#include "src/screen.hpp"

namespace {

using namespace redline::cli;

void declare_commands(CLI::App& app, GlobalOptions& global, Action& chosen) {
    app.set_version_flag("--version", "redline " REDLINE_VERSION);
    app.add_flag("--quiet,-q", global.quiet, "No progress and no notes, only the result");
    app.add_flag("--verbose,-v", global.verbose, "Progress every second, also where it is no terminal");
    app.add_option("--format", global.format, "How results are printed: text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    app.require_subcommand(1);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    declare_run(app, global, chosen);
    declare_load(app, global, chosen);
    declare_capacity(app, global, chosen);
    auto& scenario = *app.add_subcommand("scenario", "Look at scenario files")->require_subcommand(1);
    declare_scenario_check(scenario, global, chosen);
    auto& alert = *app.add_subcommand("alert", "Look at alert rules")->require_subcommand(1);
    declare_alert_check(alert, global, chosen);
    auto& report = *app.add_subcommand("report", "Look at run records")->require_subcommand(1);
    declare_report_show(report, global, chosen);
}

int print_usage_mistake(const CLI::App& app, const std::vector<std::string>& arguments,
                        const CLI::ParseError& error) {
    const auto sentence = mistyped_word(app, arguments).value_or(error.what());
    print_note("redline: " + sentence + "\nRun with --help for what is known.");
    return exit_mistake;
}

int run_command_line(int argc, char** argv) {
    CLI::App app{"Load tests that tell the truth, and the alerts, traces and reports around them.",
                 "redline"};
    app.fallthrough();
    GlobalOptions global;
    Action chosen;
    declare_commands(app, global, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return print_usage_mistake(app, {argv + 1, argv + argc}, error);
    }
    return chosen();
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run_command_line(argc, argv);
    } catch (const std::exception& error) {
        redline::cli::print_note(std::string("redline: this is a bug in redline: ") + error.what());
        return redline::cli::exit_mistake;
    }
}
