/// Why this exists: what a scenario file says, as a value nothing can be wrong with any more: read_scenario
/// makes it or says why not, and whoever holds one need not check it again.
///
/// `requests` and `checks` stand beside plan.steps, one each; a load's requests stand beside its flows.
/// Values without locks; share one between threads as const.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "redline/language/check.hpp"
#include "redline/language/request_template.hpp"
#include "redline/loadgen/plan.hpp"
#include "redline/reports/threshold.hpp"
#include "redline/traffic/lead_feed.hpp"

namespace redline::language {

/// A source of leads a template may name.
struct LeadSource {
    std::string name;
    traffic::LeadFeedOptions leads;
};

struct Scenario {
    std::string name;
    std::filesystem::path file;           ///< as the user named it
    loadgen::Plan plan;                   ///< seed, target, stages, flows and steps
    std::vector<std::string> allow_hosts; ///< hosts beyond this machine that the author meant
    std::vector<LeadSource> sources;      ///< the file's `data`
    std::vector<RequestTemplate> requests;
    bool request_by_flow = false; ///< whether they stand beside plan.flows, each of which has one step
    std::vector<std::vector<Check>> checks;
    std::vector<reports::Threshold> thresholds;
    std::vector<std::filesystem::path> rules; ///< existing files
};

} // namespace redline::language
