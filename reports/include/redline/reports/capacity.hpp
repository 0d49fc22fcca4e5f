/// Why this exists: a search for capacity as one value: what was asked, what each probe showed, what follows
/// from them. The terminal's text, the JSON and the exit status are functions of it, as with a run's record.
///
/// | exit status | end | |
/// |---|---|---|
/// | 130 | interrupted | somebody stopped it; what is known so far is told |
/// | 0 | found, above_to | the SLO held at some rate of those asked for, and the interval is narrow enough |
/// | 1 | below_from | not even at the lowest rate |
/// | 3 | generator, unsettled, out_of_time | undecided |
///
/// A probe is judged as a run is: it *held* if it passed, *broke* if it failed (failures no SLO speaks of
/// included), and was *spoiled* if it was undecided: the generator's own fault, or load it could not offer.
///
/// Rates are of new flows per second. Values without locks; every function is pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redline/base/json.hpp"
#include "redline/reports/capacity_search.hpp"
#include "redline/reports/knee.hpp"
#include "redline/reports/limits.hpp"
#include "redline/reports/run_record.hpp"
#include "redline/reports/scalability.hpp"

namespace redline::reports {

struct CapacityProbe {
    double rate = 0; ///< asked
    ProbeVerdict verdict = ProbeVerdict::spoiled;
    std::string reason;    ///< why it broke or was spoiled
    double achieved = 0;   ///< requests sent, per second
    double throughput = 0; ///< flows answered per second while it was measured
    double in_flight = 0;  ///< requests in the target at once, on average
    double failed_share = 0;
    base::Duration p50{0}; ///< response times
    base::Duration p95{0};
    base::Duration p99{0};
    base::Duration mean{0};
    LimitEvidence evidence;
};

enum class CapacityEnd { found, above_to, below_from, generator, unsettled, out_of_time, interrupted };

/// The words used in JSON, in the order of CapacityEnd.
std::string_view to_text(CapacityEnd end);

struct CapacityRecord {
    ScenarioLabel scenario;
    std::string redline_version;
    Environment environment;
    std::vector<std::string> slos; ///< as written
    SearchOptions search;
    base::Duration probe{0};  ///< measured stretch of each probe
    base::Duration settle{0}; ///< unmeasured stretch before it
    base::Duration took{0};
    bool watched = false; ///< whether anything but the generator was looked at
    std::vector<CapacityProbe> probes;
    CapacityEnd end = CapacityEnd::unsettled;
    CapacityRange range;
    std::optional<Knee> knee;
    std::optional<Scalability> scalability;
    std::string no_scalability;          ///< why there is none
    std::vector<ResourceLimit> at_knee;  ///< ranked
    std::vector<ResourceLimit> at_break; ///< of the probes up to the lowest rate that broke, by rate
};

/// What a run at `rate` showed. The last stage is the measured one.
CapacityProbe probe_of(double rate, const RunRecord& record, LimitEvidence evidence);

std::vector<ProbeAnswer> answers_of(const std::vector<CapacityProbe>& probes);

/// Fills in range, knee, scalability and limits from the probes.
void conclude_capacity(CapacityRecord& record, CapacityEnd end);

int exit_status(CapacityEnd end);

/// `4,200/s: held, p99 12.3 ms, 4,199/s achieved`: for progress.
std::string probe_text(const CapacityProbe& probe);

/// One sentence: `holds 4,200/s [4,050, 4,300] with p99 < 250ms`.
std::string headline(const CapacityRecord& record);

/// The whole summary, ending in a newline.
std::string capacity_text(const CapacityRecord& record, bool colour);

/// `{"schema": 1, "kind": "capacity", "verdict", "end", "capacity": {"low", "best", "high"}, …}`, rates per
/// second, times in ms, null for an end of the range that is not known.
base::Json capacity_json(const CapacityRecord& record);

} // namespace redline::reports
