/// Why this exists: what `redline capacity` was asked, resolved once into a search that can only be run; a
/// mistake is found before anything is sent.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "redline/scenarios/capacity_run.hpp"
#include "run_order.hpp"

namespace redline::cli {

/// The command line as given, not yet looked at.
struct CapacityOptions {
    RunOptions run;
    std::vector<std::string> slos;
    std::string from;
    std::string to;
    std::string precision = "5%";
    std::string probe = "10s";
    std::string settle = "2s";
    std::string max_time = "10m";
};

struct CapacityTask {
    scenarios::CapacityOrder order;
    std::filesystem::path out; ///< empty: no record
};

base::Result<CapacityTask> resolve(const CapacityOptions& options);

} // namespace redline::cli
