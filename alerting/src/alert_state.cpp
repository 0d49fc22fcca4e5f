#include "redline/alerting/alert_state.hpp"

namespace redline::alerting {

AlertState next_state(AlertState state, bool is_breached) {
    if (is_breached) return AlertState::firing;
    return state == AlertState::firing ? AlertState::resolved : AlertState::inactive;
}

void observe(AlertTrack& track, base::Duration at, bool is_breached) {
    const auto before = track.state;
    track.state = next_state(before, is_breached);
    if (track.state == AlertState::firing && before != AlertState::firing)
        track.firings.push_back({at, std::nullopt});
    if (track.state == AlertState::resolved) track.firings.back().until = at;
}

} // namespace redline::alerting
