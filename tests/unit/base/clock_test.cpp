#include "redline/base/clock.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

namespace redline::base_test {

using namespace redline::base;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(clock)

BOOST_AUTO_TEST_CASE(a_manual_clock_stands_still_until_told) {
    ManualClock manual;
    const auto start = manual.now();
    BOOST_TEST((manual.now() == start));
    manual.advance(3s);
    BOOST_TEST((manual.now() - start == 3s));
    BOOST_TEST((manual.wall_now() == WallTime{3s}));
}

BOOST_AUTO_TEST_CASE(sleeping_on_a_manual_clock_moves_it_forward_only) {
    ManualClock manual;
    Clock& clock = manual;
    clock.sleep_until(Instant{5s});
    BOOST_TEST((clock.now() == Instant{5s}));
    clock.sleep_until(Instant{2s});
    BOOST_TEST((clock.now() == Instant{5s}));
}

BOOST_AUTO_TEST_CASE(a_system_clock_sleeps_until_the_instant_or_later) {
    SystemClock system;
    const auto wanted = system.now() + 2ms;
    system.sleep_until(wanted);
    BOOST_TEST((system.now() >= wanted));
    system.sleep_until(wanted - 1h); // Long past: returns, or this test would never end.
}

BOOST_AUTO_TEST_CASE(monotonic_time_never_steps_back) {
    auto last = monotonic_now();
    for (int i = 0; i < 10'000; ++i) {
        const auto now = monotonic_now();
        BOOST_TEST_REQUIRE((now >= last));
        last = now;
    }
}

/// The kernel's other account of the same time; it counts in microseconds or coarser, so it may lag behind.
std::chrono::nanoseconds cpu_time_by_getrusage() {
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

BOOST_AUTO_TEST_CASE(cpu_time_is_the_kernels_account_of_this_thread) {
    const auto before = thread_cpu_time();
    volatile std::uint64_t sink = 0;
    while (thread_cpu_time() - before < 50ms) sink = sink + 1;
    const auto low = cpu_time_by_getrusage();
    const auto here = thread_cpu_time();
    BOOST_TEST((here >= 50ms));
    BOOST_TEST((here >= low - 1us));
    BOOST_TEST((cpu_time_by_getrusage() >= here - 10ms));
}

BOOST_AUTO_TEST_CASE(rfc3339_known_answers) {
    BOOST_TEST(to_rfc3339(WallTime{}) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(to_rfc3339(WallTime{1'777'638'896s + 7ms}) == "2026-05-01T12:34:56.007Z");
    BOOST_TEST(to_rfc3339(WallTime{951'827'696s + 999'999'999ns}) == "2000-02-29T12:34:56.999Z");
    BOOST_TEST(to_rfc3339(WallTime{-1ns}) == "1969-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
