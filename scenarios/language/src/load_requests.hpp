/// Why this exists: what `redline load` sends, be it one URL or a list of targets, told as flows and steps:
/// each target is a flow of one step, and a step is what the report names it by.
#pragma once

#include <vector>

#include "redline/base/error.hpp"
#include "redline/language/load_line.hpp"
#include "redline/language/request_template.hpp"

namespace redline::language {

struct LoadRequests {
    loadgen::Endpoint target;
    std::vector<loadgen::Flow> flows;
    std::vector<loadgen::StepLabel> steps;
    std::vector<RequestParts> requests; ///< one a flow
};

/// Reads the files and standard input the line names.
base::Result<LoadRequests> read_load_requests(const LoadLine& line);

/// `failure` as a mistake in the value of an option.
tl::unexpected<base::Error> in_option(std::string_view option, std::string_view value,
                                      const base::Error& failure);

} // namespace redline::language
