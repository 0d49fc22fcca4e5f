/// Why this exists: the three pictures of a run: how much was asked and answered over time, how long it took
/// over time, and how response and service time part ways towards the slow end. Each carries its figures as a
/// table for whoever cannot or will not read a picture.
#pragma once

#include <string>

#include "redline/reports/run_record.hpp"

namespace redline::reports {

/// The panels with all charts; empty for a run without slices or requests.
std::string charts_html(const RunRecord& record);

} // namespace redline::reports
