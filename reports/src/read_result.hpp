/// Why this exists: the other direction of result_json.hpp.
#pragma once

#include "redline/loadgen/run_result.hpp"

#include "cursor.hpp"

namespace redline::reports {

/// Complains through `at` of anything wrong, indices that point nowhere included.
loadgen::RunResult read_result(const Cursor& at);

} // namespace redline::reports
