/// Why this exists: reads one entry of `slos`.
///
/// Pure but for the diagnostics appended and the runbooks opened.
#pragma once

#include "redline/alerting/rule_file.hpp"
#include "redline/yaml/reader.hpp"
#include "responsibility_reader.hpp"

namespace redline::alerting {

/// An SLO that is only to be used when nothing was reported.
Slo read_slo(const yaml::Node& node, const Duties& inherited, Shelf& shelf, yaml::Diagnostics& diagnostics);

} // namespace redline::alerting
