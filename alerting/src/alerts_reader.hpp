/// Why this exists: the part of an SLO that says when to speak up: its burn-rate pairs and its baseline.
///
/// Pure but for the diagnostics appended.
#pragma once

#include <optional>
#include <vector>

#include "redline/alerting/rule_file.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::alerting {

/// What an alert is read against; responsibility without severity. An objective or window of zero was wrong
/// and has been reported.
struct AlertContext {
    double objective = 0;
    base::Duration window{0};
    Responsibility responsibility;
};

/// `workbook`, or a list of pairs.
std::vector<BurnRateAlert> read_alerts(const yaml::Node* node, const AlertContext& context,
                                       yaml::Diagnostics& diagnostics);

std::optional<BaselineRule> read_baseline(const yaml::Node* node, const Responsibility& responsibility,
                                          yaml::Diagnostics& diagnostics);

} // namespace redline::alerting
