// The latency histogram by itself: its worst error against sorted values, and what recording costs beside
// prometheus-cpp's Observe. `error` prints the worst relative error; `record N` and `observe N` do that many,
// for callgrind; `cost` prints interleaved nanoseconds a value of both, a round a line.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <prometheus/histogram.h>

#include "redline/base/clock.hpp"
#include "redline/base/histogram.hpp"
#include "redline/base/random.hpp"

namespace {

using namespace redline;

constexpr double microsecond = 1e3; // in nanoseconds, the histogram's unit
constexpr double hour = 3600e9;
constexpr std::size_t values_count = 1 << 20;

/// Evenly over the decades from `least` to `most`: every bucket is met, the wide ones as often as the narrow
/// ones.
std::vector<std::uint64_t> spread_values(double least, double most, std::size_t count) {
    base::Random random(1);
    std::vector<std::uint64_t> values(count);
    for (auto& value : values)
        value = static_cast<std::uint64_t>(least * std::exp(random.uniform() * std::log(most / least)));
    return values;
}

/// Latencies as services have them: log-normal around a millisecond, a hundredth of them a hundred times as
/// long.
std::vector<std::uint64_t> service_values(std::size_t count) {
    base::Random random(2);
    std::vector<std::uint64_t> values(count);
    for (auto& value : values) {
        const auto normal =
            std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * M_PI * random.uniform());
        value = static_cast<std::uint64_t>(1e6 * std::exp(normal) * (random.chance(0.01) ? 100 : 1));
    }
    return values;
}

double worst_error(std::vector<std::uint64_t> values) {
    base::LatencyHistogram histogram;
    for (const auto value : values) histogram.record(value);
    std::sort(values.begin(), values.end());
    double worst = 0;
    for (double q = 0.00001; q <= 0.99999; q += 0.00001) {
        const auto rank = std::max<std::size_t>(
            1, static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size()))));
        const auto exact = static_cast<double>(values[rank - 1]);
        worst = std::max(worst, std::abs(static_cast<double>(histogram.quantile(q)) - exact) / exact);
    }
    return worst;
}

/// prometheus-cpp's own default is no buckets at all; these are the eleven its sister libraries start with.
prometheus::Histogram prometheus_histogram() {
    return prometheus::Histogram({.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10});
}

template <class Keep>
double nanoseconds_each(const std::vector<std::uint64_t>& values, Keep keep) {
    const auto begin = base::thread_cpu_time();
    for (const auto value : values) keep(value);
    return static_cast<double>((base::thread_cpu_time() - begin).count()) /
           static_cast<double>(values.size());
}

void print_costs(int rounds) {
    const auto values = service_values(values_count);
    base::LatencyHistogram ours;
    auto theirs = prometheus_histogram();
    for (int round = 0; round < rounds; ++round) {
        const auto record = nanoseconds_each(values, [&](std::uint64_t value) { ours.record(value); });
        const auto observe = nanoseconds_each(
            values, [&](std::uint64_t value) { theirs.Observe(static_cast<double>(value) * 1e-9); });
        std::printf("%.3f %.3f\n", record, observe);
    }
}

int refuse() {
    std::fputs("usage: bench_histogram error | cost ROUNDS | values N | record N | observe N\n", stderr);
    return 2;
}

} // namespace

int main(int count, char** arguments) {
    const std::string_view deed = count > 1 ? arguments[1] : "";
    if (deed == "error") {
        std::printf("%.8f\n", std::max(worst_error(spread_values(microsecond, hour, values_count)),
                                       worst_error(service_values(values_count))));
        return 0;
    }
    if (count != 3) return refuse();
    const auto times = std::atol(arguments[2]);
    if (deed == "cost") {
        print_costs(static_cast<int>(times));
    } else if (deed == "values") {
        std::printf("%zu\n", service_values(static_cast<std::size_t>(times)).size());
    } else if (deed == "record") {
        base::LatencyHistogram histogram;
        for (const auto value : service_values(static_cast<std::size_t>(times))) histogram.record(value);
        std::printf("%lu\n", static_cast<unsigned long>(histogram.count()));
    } else if (deed == "observe") {
        auto histogram = prometheus_histogram();
        for (const auto value : service_values(static_cast<std::size_t>(times)))
            histogram.Observe(static_cast<double>(value) * 1e-9);
        std::printf("%zu\n", histogram.Collect().histogram.bucket.size());
    } else {
        return refuse();
    }
    return 0;
}
