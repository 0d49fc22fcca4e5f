/// Why this exists: the same target looks well in one model and ill in the other, so every summary says which
/// one ran, and what that means for its figures.
///
/// Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

/// `open` or `closed`.
std::string_view model_word(const loadgen::RunResult& result);

/// One sentence: `closed model, 50 users: …`.
std::string model_text(const loadgen::RunResult& result);

/// How long load was put on the target: all stages, or less where users were done before.
base::Duration time_of_load(const loadgen::RunResult& result);

} // namespace redline::reports
