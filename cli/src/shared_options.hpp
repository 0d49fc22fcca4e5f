/// Why this exists: the options that a run and a load both take are declared once, so that they are called
/// and explained alike.
#pragma once

#include "command.hpp"
#include "run_order.hpp"

namespace redline::cli {

/// `--out`, `--report` and `--metrics`.
void declare_outputs(CLI::App& command, SharedOptions& options);
/// `--seed`, `--threads`, `--pacing` and `--allow-host`.
void declare_generator(CLI::App& command, SharedOptions& options);
/// `--watch` and `--metrics-of`.
void declare_watch(CLI::App& command, SharedOptions& options);
/// `--set`, of commands that read a scenario.
void declare_overrides(CLI::App& command, std::vector<std::string>& set);

} // namespace redline::cli
