/// Why this exists: the search for capacity asks for rates; a probe answers by running the scenario's traffic
/// at that rate: a short unmeasured stretch in which the target settles, then the measured one. The search
/// decides, this loads.
///
/// Of the scenario a probe keeps traffic, target, connections and threads, and the kind of arrivals of its
/// last stage. Its stages, thresholds and rules are not used: rule windows are longer than a probe. Each
/// probe draws its traffic from a seed of its own, made from the scenario's.
///
/// Errors are those of a run, and mean that the target could not be loaded at all. Blocks.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "redline/reports/capacity.hpp"
#include "redline/scenarios/prepared_run.hpp"

namespace redline::scenarios {

constexpr std::string_view settle_stage = "settle";
constexpr std::string_view probe_stage = "probe";

struct CapacityOrder {
    PreparedRun run;
    std::vector<reports::Threshold> slos; ///< at least one; none names a stage
    reports::SearchOptions search;
    base::Duration probe = std::chrono::seconds(10);
    base::Duration settle = std::chrono::seconds(2);
    base::Duration time_max = std::chrono::minutes(10); ///< no probe begins that would not end within it
};

/// The plan of a probe: two stages at one rate.
loadgen::Plan probe_plan(const loadgen::Plan& plan, const CapacityOrder& order, double rate,
                         std::size_t number);

/// `on_probe` is told of each probe as it ends, and may be empty.
base::Result<reports::CapacityRecord>
find_capacity(const CapacityOrder& order, const std::string& version,
              const std::function<void(const reports::CapacityProbe&)>& on_probe, std::stop_token stop);

} // namespace redline::scenarios
