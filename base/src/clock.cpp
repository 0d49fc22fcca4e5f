#include "redline/base/clock.hpp"

#include <ctime>
#include <thread>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace redline::base {

namespace {

std::chrono::nanoseconds read_clock(clockid_t id) {
    timespec time{};
    clock_gettime(id, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

Instant monotonic_now() { return Instant{read_clock(CLOCK_MONOTONIC)}; }
WallTime wall_now() { return WallTime{read_clock(CLOCK_REALTIME)}; }
std::chrono::nanoseconds thread_cpu_time() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

Instant SystemClock::now() const { return monotonic_now(); }
WallTime SystemClock::wall_now() const { return base::wall_now(); }
void SystemClock::sleep_until(Instant instant) { std::this_thread::sleep_until(instant); }

std::string to_rfc3339(WallTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time - seconds).count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(std::time_t{seconds.time_since_epoch().count()}), millis);
}

} // namespace redline::base
