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

} // namespace redline::cli
