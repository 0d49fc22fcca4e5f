#include "chronicle.hpp"

#include <numeric>
#include <utility>

namespace redline::loadgen {

Chronicle::Chronicle(const Plan& plan, const Schedule& schedule, std::vector<Pulse*> pulses,
                     std::stop_token stop)
    : plan_(plan), starts_(schedule.starts()), next_(starts_.next()), pulses_(std::move(pulses)),
      stop_(std::move(stop)), taken_(plan.steps.size()), second_(plan.steps.size()) {
    progress_.scheduled = schedule.length();
    progress_.steps.resize(plan.steps.size());
}

const Progress& Chronicle::advance(base::Duration elapsed) {
    gather();
    count_starts(elapsed);
    count_endings();
    read_percentiles();
    const auto seconds = base::in_seconds(elapsed - progress_.elapsed);
    progress_.rate_last_second = seconds > 0 ? static_cast<double>(second_.sent) / seconds : 0;
    progress_.elapsed = elapsed;
    progress_.stage = stage_at(elapsed);
    return progress_;
}

const Progress& Chronicle::close(base::Duration elapsed, const RunResult& record) {
    advance(elapsed);
    progress_.due = record.due; // A stop takes effect within a tenth of a second, not at once.
    progress_.finished = true;
    return progress_;
}

void Chronicle::gather() {
    second_.clear();
    unsigned busy = 0;
    std::uint64_t opened = 0;
    for (auto* pulse : pulses_) {
        pulse->take(taken_);
        second_.add(taken_);
        busy += taken_.busy;
        opened += taken_.opened;
    }
    progress_.connections_busy = busy;
    progress_.connections_opened = opened;
}

void Chronicle::count_starts(base::Duration elapsed) {
    progress_.due += second_.follow_ups_due;
    if (plan_.users) progress_.due += second_.flows;
    if (plan_.users || stop_.stop_requested()) return;
    for (; next_ && next_->due <= elapsed; next_ = starts_.next()) ++progress_.due;
}

void Chronicle::count_endings() {
    progress_.sent += second_.sent;
    progress_.send_lag.merge(second_.send_lag);
    for (std::size_t step = 0; step < second_.steps.size(); ++step) {
        const auto& outcomes = second_.steps[step].outcomes;
        const auto ok = outcomes[static_cast<std::size_t>(Outcome::ok)];
        progress_.steps[step].merge(second_.steps[step]);
        progress_.ok += ok;
        progress_.failed += std::accumulate(outcomes.begin(), outcomes.end(), std::uint64_t{0}) - ok;
    }
}

void Chronicle::read_percentiles() {
    progress_.p50 = second_.response_times.quantile(0.5);
    progress_.p95 = second_.response_times.quantile(0.95);
    progress_.p99 = second_.response_times.quantile(0.99);
    progress_.send_lag_p99 = second_.send_lags.quantile(0.99);
}

std::string Chronicle::stage_at(base::Duration elapsed) const {
    base::Duration end{0};
    for (const auto& stage : plan_.stages)
        if (elapsed < (end += stage.duration)) return stage.name;
    return plan_.stages.empty() ? std::string() : plan_.stages.back().name;
}

} // namespace redline::loadgen
