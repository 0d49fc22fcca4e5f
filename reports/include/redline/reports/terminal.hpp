/// Why this exists: most people meet a run in their terminal. The first line says which verdict and why;
/// below it every table has its name in the first column and only what there is something to say about: a run
/// without rules shows no empty tables of rules.
///
/// At most 100 columns unless a name is longer; names are made safe to print. Pure functions.
#pragma once

#include <string>

#include "redline/reports/run_record.hpp"

namespace redline::reports {

/// The whole summary, ending in a newline. `colour` allows ANSI colours; no meaning is in colour alone.
std::string summary_text(const RunRecord& record, bool colour);

} // namespace redline::reports
