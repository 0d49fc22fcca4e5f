/// The subcommands of leadpipe, a file each: declare the options, wire the parts, run. A command sets
/// `status` to what the program ends with.
#pragma once

#include "redline/base/error.hpp"

namespace CLI {
class App;
}

namespace redline::leadpipe {

/// Usage, files and ports: nothing was served.
constexpr int exit_mistake = 2;

/// Tells the user and answers exit_mistake.
int fail(const base::Error& error);

void declare_buyers(CLI::App& app, int& status);
void declare_down(CLI::App& app, int& status);
void declare_gateway(CLI::App& app, int& status);
void declare_serve(CLI::App& app, int& status);
void declare_status(CLI::App& app, int& status);
void declare_up(CLI::App& app, int& status);

} // namespace redline::leadpipe
