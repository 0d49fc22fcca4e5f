/// Why this exists: reports are judged by looking at them, so their tests need a run that looks like one: 30
/// s of leads, a fifth answered 503 from second 14 to 20, a stall at second 24. Made from a seed alone.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

#include "redline/base/random.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::test {

using namespace std::chrono_literals;

/// Builds the synthetic run request by request.
class SampleRun {
  public:
    explicit SampleRun(std::uint64_t seed) : random_(seed) {
        run_.started_at = base::WallTime{} + std::chrono::hours(24 * 365 * 56);
        run_.stages = {{"warm-up", 4s, false}, {"climb", 10s, true}, {"hold", 16s, true}};
        run_.steps = {{"sell-lead", "post", "POST", "/v1/leads", {"status == 202", "latency < 1s"}},
                      {"sell-lead", "sold", "GET", "/v1/leads/{{ id }}", {}},
                      {"dashboard", "look", "GET", "/healthz", {"status == 200"}}};
        run_.scheduled = 30s;
        run_.took = 30s + 12ms;
        run_.slice_width = 200ms;
        run_.window_width = 1s;
        run_.bounds = {300ms};
        run_.slices.resize(152);
        std::vector<loadgen::Cell> cells(run_.steps.size());
        for (auto i = cells.size(); i-- > 0;) cells[i].failed_checks.resize(run_.steps[i].checks.size());
        run_.cells.assign(run_.stages.size(), cells);
    }

    loadgen::RunResult make() {
        for (double at = 0; at < 30; at += random_.exponential() / rate_at(at)) flow(at);
        std::sort(run_.slowest.begin(), run_.slowest.end(),
                  [](const auto& a, const auto& b) { return a.response_time > b.response_time; });
        run_.slowest.resize(std::min<std::size_t>(run_.slowest.size(), 5));
        run_.promised_flows = run_.started_flows;
        run_.honesty.busiest_thread_cpu = 0.213;
        run_.honesty.cpu_time = 6390ms;
        run_.honesty.connections_opened = 100;
        run_.honesty.threads = 1;
        run_.honesty.connections = 100;
        pack_windows();
        return run_;
    }

  private:
    static double rate_at(double at) { return at < 4 ? 20 : at < 14 ? 20 + 18 * (at - 4) : 200; }

    void flow(double at) {
        ++run_.started_flows;
        if (random_.chance(0.1)) {
            request(2, at);
        } else if (request(0, at)) {
            request(1, at + 0.02);
        }
    }

    double service_seconds(std::uint32_t step) {
        const double base_seconds = step == 0 ? 0.012 : 0.003;
        return base_seconds * std::exp(0.45 * normal());
    }

    double normal() {
        return std::sqrt(-2 * std::log(1 - random_.uniform())) * std::cos(6.283185307 * random_.uniform());
    }

    /// Books one request due at `due` seconds; answers whether it was ok.
    bool request(std::uint32_t step, double due) {
        const double wait = due >= 24 && due < 25 ? 25 - due : 0;
        const double service = service_seconds(step);
        const bool broken = step == 0 && due >= 14 && due < 20 && random_.chance(0.2);
        const auto outcome = broken ? loadgen::Outcome::error_status : loadgen::Outcome::ok;
        const auto stage = static_cast<std::uint32_t>(due < 4 ? 0 : due < 14 ? 1 : 2);
        const loadgen::RequestSample sample{
            step,
            stage,
            outcome,
            broken      ? 503
            : step == 0 ? 202
                        : 200,
            {random_.next(), random_.next()},
            nanoseconds(due),
            nanoseconds(wait + service),
            nanoseconds(service),
            broken ? R"({"type":"about:blank","title":"injected fault","status":503})" : ""};
        book_cell(sample);
        book_slices(sample, wait);
        return !broken;
    }

    static base::Duration nanoseconds(double seconds) { return base::Duration{std::llround(seconds * 1e9)}; }

    void book_cell(const loadgen::RequestSample& sample) {
        auto& cell = run_.cells[sample.stage][sample.step];
        const auto response = static_cast<std::uint64_t>(sample.response_time.count());
        cell.response_time.record(response);
        cell.service_time.record(static_cast<std::uint64_t>(sample.service_time.count()));
        ++cell.outcomes[static_cast<std::size_t>(sample.outcome)];
        if (sample.outcome != loadgen::Outcome::ok) ++cell.failed_checks[0];
        cell.bytes_sent += 612;
        cell.bytes_received += 148;
        ++run_.due;
        ++run_.sent;
        run_.honesty.send_lag.record(8'000 + random_.below(60'000));
        if (sample.outcome != loadgen::Outcome::ok && run_.failed.size() < 4) run_.failed.push_back(sample);
        if (sample.response_time > 900ms) run_.slowest.push_back(sample);
    }

    loadgen::Slice& slice_at(double seconds) {
        return run_.slices[std::min(static_cast<std::size_t>(seconds * 5), run_.slices.size() - 1)];
    }

    void book_slices(const loadgen::RequestSample& sample, double wait) {
        const auto due = base::in_seconds(sample.due);
        ++slice_at(due).due;
        ++slice_at(due + wait).sent;
        auto& times = times_[{(sample.due + sample.response_time) / run_.window_width, sample.step}];
        times.first.record(static_cast<std::uint64_t>(sample.response_time.count()));
        times.second.record(static_cast<std::uint64_t>(sample.service_time.count()));
        auto& slice = slice_at(due + base::in_seconds(sample.response_time));
        auto& count = slice.endings[{sample.step, sample.outcome, sample.status}];
        ++count.requests;
        count.response_seconds += base::in_seconds(sample.response_time);
        count.at_most_bound.resize(1);
        if (sample.response_time <= 300ms) ++count.at_most_bound[0];
    }

    void pack_windows() {
        for (const auto& [key, times] : times_) {
            run_.windows.resize(static_cast<std::size_t>(key.first) + 1);
            run_.windows.back().push_back(
                {key.second, base::PackedHistogram<5>(times.first), base::PackedHistogram<5>(times.second)});
        }
    }

    base::Random random_;
    loadgen::RunResult run_;
    /// Response and service times by window and step.
    std::map<std::pair<std::int64_t, std::uint32_t>, std::pair<base::Histogram<5>, base::Histogram<5>>>
        times_;
};

} // namespace redline::test
