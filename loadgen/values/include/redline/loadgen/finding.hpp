/// Why this exists: what a run has to confess or complain of, in a sentence, with the blame that decides the
/// exit status (COMMANDS: own fault and broken promises make a run undecided, the target's faults fail it).
#pragma once

#include <string>

namespace redline::loadgen {

enum class Blame {
    generator, ///< our own fault: CPU, send lag, descriptors, ports
    target,    ///< a threshold, an SLO rule or a check did not hold
    promise,   ///< the promised load was not offered in full, by whatever cause
    nobody,    ///< worth saying, decides nothing
};

struct Finding {
    std::string code; ///< one word with underscores: `generator_cpu`, `threshold`, `slo`
    std::string message;
    Blame blame = Blame::nobody;
};

} // namespace redline::loadgen
