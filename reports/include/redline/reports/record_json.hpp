/// Why this exists: `run.json` is a run kept: for scripts, whose figures lie flat at the top and stay where
/// they are, and for later reports and baselines, which need everything.
///
/// Schema 1. At the top level the stable summary, times in milliseconds, `null` where nothing was measured:
///
///     schema, verdict, findings [{code, message}], requests {sent, ok, failed}, rate {offered, achieved},
///     response_time_ms, service_time_ms, send_lag_ms {p50, p90, p95, p99, p999, max}
///
/// then the rest, times in whole nanoseconds (`_ns`), histograms sparse as [bucket, count, bucket, count, …].
/// Unknown keys are passed over, so that a record with more in it stays readable. A number that is not finite
/// is written as null and read back as infinity.
///
/// Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/base/json.hpp"
#include "redline/reports/run_record.hpp"

namespace redline::reports {

/// The schema this version writes, and the only one it reads.
constexpr int record_schema = 1;

/// The flat stable part alone.
base::Json summary_json(const RunRecord& record);

/// The whole record, the summary at its top level.
base::Json to_json(const RunRecord& record);

/// Reads what base::to_text(to_json(record)) wrote, every figure of it. Never throws: broken JSON is shown at
/// its line and column, anything else wrong at its path (`run.json: stages[2].name: …`). What it builds takes
/// at most some hundred megabytes whatever the text claims. `name` names the text in errors.
base::Result<RunRecord> read_record(std::string_view text, std::string_view name);

} // namespace redline::reports
