/// Why this exists: a rule is asked again and again whether it is breached; people want to hear when it began
/// and when it was over. The state machine is a pure table, so that it can be checked against one.
///
///     breached?   inactive   firing     resolved
///     yes         firing     firing     firing
///     no          inactive   resolved   inactive
///
/// `resolved` lasts one evaluation: the moment in which a notifier would say so. Values without locks.
#pragma once

#include <vector>

#include "redline/alerting/rules_verdict.hpp"
#include "redline/base/duration.hpp"

namespace redline::alerting {

enum class AlertState { inactive, firing, resolved };

AlertState next_state(AlertState state, bool is_breached);

/// One rule's state and what it has fired so far.
struct AlertTrack {
    AlertState state = AlertState::inactive;
    std::vector<Firing> firings; ///< the last one without `until` while firing
};

/// Takes one evaluation into the track; `at` ascends from call to call.
void observe(AlertTrack& track, base::Duration at, bool is_breached);

} // namespace redline::alerting
