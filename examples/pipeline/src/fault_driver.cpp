#include "fault_driver.hpp"

#include "redline/leadpipe/commit_bell.hpp"

namespace redline::leadpipe {

namespace {

void drive(Faults& faults, const FaultSchedule& schedule, base::Clock& clock, const std::stop_token& stop) {
    CommitBell never_rung;
    const auto begin = clock.now();
    const auto standing = *faults.plan();
    while (!stop.stop_requested()) {
        const auto elapsed = clock.now() - begin;
        faults.set(plan_at(schedule, standing, elapsed));
        const auto next = next_change(schedule, elapsed);
        never_rung.wait(0, next ? begin + *next : base::Instant::max(), stop);
    }
}

} // namespace

FaultDriver::FaultDriver(Faults& faults, FaultSchedule schedule, base::Clock& clock)
    : thread_([&faults, &clock, schedule = std::move(schedule)](const std::stop_token& stop) {
          drive(faults, schedule, clock, stop);
      }) {}

} // namespace redline::leadpipe
