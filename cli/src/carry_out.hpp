/// Why this exists: once a command line is resolved, a run and a load are the same: live progress, the
/// result, the record and the pages, and a first interrupt that ends it in order.
#pragma once

#include "command.hpp"
#include "run_order.hpp"

namespace redline::cli {

/// Answers with the exit status.
int carry_out(const RunOrder& order, const GlobalOptions& global);

} // namespace redline::cli
