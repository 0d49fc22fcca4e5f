/// Why this exists: a thousand failures alike are one line with a count and an example that can be found in
/// the target's log.
#pragma once

#include <cstdint>
#include <vector>

#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

/// Requests of one step that failed in one way, in measured stages.
struct ErrorGroup {
    std::size_t step = 0;
    loadgen::Outcome outcome = loadgen::Outcome::ok;
    std::uint64_t requests = 0;
    std::vector<const loadgen::RequestSample*> samples; ///< of `result`, which must outlive this
};

/// The largest first.
std::vector<ErrorGroup> error_groups(const loadgen::RunResult& result);

} // namespace redline::reports
