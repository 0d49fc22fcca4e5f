/// Why this exists: a command is declared in one file of its own and resolves to an Action; main only picks.
/// What a command does lives in the rooms, not here.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App; // seconds to compile: only files that declare options include it
}

namespace redline::cli {

/// What stands before the command.
struct GlobalOptions {
    bool quiet = false;
    bool verbose = false;
    std::string format = "text"; ///< text or json
};

/// Runs the chosen command; answers with the exit status.
using Action = std::function<int()>;

/// The exit status for a user's mistake or a failing environment: nothing was sent.
constexpr int exit_mistake = 2;

/// Each adds one command below `parent`; choosing it sets `chosen`. `global` is read when the action runs.
void declare_run(CLI::App& parent, const GlobalOptions& global, Action& chosen);
void declare_load(CLI::App& parent, const GlobalOptions& global, Action& chosen);
void declare_capacity(CLI::App& parent, const GlobalOptions& global, Action& chosen);
void declare_scenario_check(CLI::App& parent, const GlobalOptions& global, Action& chosen);
void declare_alert_check(CLI::App& parent, const GlobalOptions& global, Action& chosen);
void declare_report_show(CLI::App& parent, const GlobalOptions& global, Action& chosen);

} // namespace redline::cli
