/// Why this exists: "it broke at 4,300/s" is half an answer; the other half is which resource was used up
/// first. This turns what was seen of the target, its machine and the generator into sentences, in the order
/// in which they should be believed.
///
/// After Gregg's USE method ("Thinking methodically about performance", 2012): of each resource, how much of
/// what there is was used. A resource is *used up* from the share the table says. What merely waits (a pool
/// of connections, an accept queue) is a symptom: it names the limit only where nothing behind it is used up.
///
/// | code | use | used up at |
/// |---|---|---|
/// | `thread_cpu` | time a thread ran or waited for a core, of the time | 95 % |
/// | `process_cpu` | cores used or waited for, of those allowed (affinity, cgroup `cpu.max`) | 95 % |
/// | `throttling` | periods in which the cgroup's quota ran out | 10 % |
/// | `memory` | resident memory of the cgroup's `memory.max` | 95 % |
/// | `descriptors` | open files of the limit | 95 % |
/// | `machine_cpu` | busy time of all cores of the machine | 95 % |
/// | `generator_cpu` | the generator's busiest thread | 90 % |
/// | `gauge` | a metric of the target that names its own limit, of that limit | 95 % |
/// | `pressure_cpu` `_memory` `_io` | symptom: time in which some task waited (PSI) | 50 % |
/// | `accept_queue` | symptom: connections dropped because it was full | any |
/// | `queue` | symptom: a gauge of waiting work that grew tenfold | 10 and more |
/// | `connections` | symptom: requests that waited for a free connection | 25 % |
///
/// 95 %: what is left is below the error of measuring a second. A thread that waits for a core wants it:
/// where generator and target share cores, run time alone never reaches 100 %.
///
/// Values; every function is pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/loadgen/finding.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

/// A watched process over a stretch of time. 0 limits: none, or unknown.
struct ProcessUse {
    std::string name;
    int pid = 0;
    double cores_wanted = 0; ///< CPU seconds used or waited for, per second
    double cores_used = 0;
    double cores_allowed = 0;
    unsigned threads = 0;
    std::string busiest_thread;
    double busiest_thread_wanted = 0; ///< 0 to 1
    double busiest_thread_used = 0;
    double forced_switches = 0; ///< involuntary context switches per second
    std::uint64_t descriptors = 0;
    std::uint64_t descriptors_max = 0;
    std::uint64_t memory_bytes = 0;
    std::uint64_t memory_bytes_max = 0;
    double throttled_share = 0;
};

/// The machine Redline runs on; of use where the target runs there too.
struct MachineUse {
    double cores = 0;
    double cores_used = 0;
    double pressure_cpu = 0;
    double pressure_memory = 0;
    double pressure_io = 0;
    std::uint64_t accept_queue_drops = 0; ///< machine-wide
};

/// A gauge of the target's metrics page.
struct GaugeUse {
    std::string name;
    double first = 0;
    double last = 0;
    double limit = 0; ///< of the gauge that names it; 0: none does
};

struct GeneratorUse {
    double busiest_thread = 0;
    double waited_share = 0; ///< requests that waited for a connection, of all sent
    base::Duration waited_max{0};
    unsigned connections = 0;
};

/// All that was seen over one stretch: a probe, or a second or so of a run.
struct LimitEvidence {
    std::vector<ProcessUse> processes;
    std::vector<MachineUse> machine; ///< one, or none where it was not watched
    std::vector<GaugeUse> gauges;
    GeneratorUse generator;
};

struct ResourceLimit {
    std::string code;
    std::string subject; ///< whose: tells two resources of one code apart
    double use = 0;
    bool used_up = false;
    bool symptom = false;
    std::size_t first = 0; ///< index of the first evidence in which it was used up
    std::string sentence;
};

GeneratorUse generator_use_of(const loadgen::RunResult& result);

/// Everything with a use, the most believable limit first: used up before not, causes before symptoms,
/// earlier before later, more used before less. `evidence` is in the order of time, or of rate. Sentences are
/// of the evidence with the most use.
std::vector<ResourceLimit> rank_limits(std::span<const LimitEvidence> evidence);

/// One to three sentences: what was used up, or that nothing watched was.
std::vector<std::string> limit_sentences(const std::vector<ResourceLimit>& limits);

/// The same as findings `limit`, which decide nothing.
std::vector<loadgen::Finding> limit_findings(const std::vector<ResourceLimit>& limits);

} // namespace redline::reports
