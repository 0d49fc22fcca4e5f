/// Why this exists: the exit status is a promise to scripts, so the way to it is one pure function of what
/// was found, in one written order:
///
/// | exit status | verdict | cause |
/// |---|---|---|
/// | 130 | interrupted | somebody stopped the run |
/// | 3 | undecided | our own fault (Blame::generator): nothing measured can be trusted |
/// | 1 | fail | the target's fault (Blame::target) |
/// | 3 | undecided | a broken promise (Blame::promise): the load was not offered, or nothing was found to
/// judge | | 0 | pass | everything held |
///
/// Exit status 2 (the user's mistake, nothing sent) never reaches a record.
///
/// What fails the target: a threshold that did not hold; a rule of severity `page` that fired; a failed
/// check, unless a threshold on `checks` or `errors` says how many may fail; a request that failed otherwise,
/// unless such a threshold or the budget of an SLO says how many may. Requests of unmeasured stages never do.
/// A rule of severity `ticket` that fired is reported and decides nothing. An SLO whose budget burns faster
/// than it lasts fails the run only where the run was too short for every one of its alerts.
///
/// Pure functions.
#pragma once

#include <string>
#include <vector>

#include "redline/reports/run_record.hpp"

namespace redline::reports {

/// Everything found, the deciding finding first. `confessed` is what the generator says of itself.
std::vector<loadgen::Finding> findings_of(const std::vector<Threshold>& thresholds,
                                          const std::vector<alerting::RulesVerdict>& rules,
                                          const loadgen::RunResult& result,
                                          const std::vector<loadgen::Finding>& confessed);

Verdict decide(bool interrupted, const std::vector<loadgen::Finding>& findings);

int exit_status(Verdict verdict);

/// Judges the record's result: fills in its thresholds, findings and verdict from the rest.
void conclude(RunRecord& record, const std::vector<Threshold>& thresholds,
              const std::vector<loadgen::Finding>& confessed);

/// One sentence that says which verdict and why: `failed: threshold p99 < 250ms: 312.4 ms (and 2 more)`.
std::string headline(const RunRecord& record);

} // namespace redline::reports
