#include "redline/loadgen/run.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "address_book.hpp"
#include "chronicle.hpp"
#include "network.hpp"
#include "redline/base/clock.hpp"
#include "redline/loadgen/recorder.hpp"
#include "redline/loadgen/schedule.hpp"
#include "transports.hpp"
#include "worker.hpp"

namespace redline::loadgen {

namespace {

/// Between making the workers and the first due time: enough for every thread to be waiting for it.
constexpr base::Duration lead = std::chrono::milliseconds(20);
constexpr base::Duration progress_interval = std::chrono::seconds(1);
constexpr std::uint64_t descriptors_besides_connections = 128;

/// Lets the caller wait for the workers with a time limit.
class Finish {
  public:
    explicit Finish(std::size_t workers) : left_(workers) {}

    void one_is_done() {
        const std::lock_guard lock(mutex_);
        if (--left_ == 0) all_done_.notify_all();
    }

    /// True when all workers are done, false when it is `until`.
    bool wait_until(base::Instant until) {
        std::unique_lock lock(mutex_);
        return all_done_.wait_until(lock, until, [&] { return left_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable all_done_;
    std::size_t left_;
};

/// Worker i's part of the pool: all together exactly plan.connections.
unsigned share_of(unsigned connections, unsigned workers, unsigned index) {
    return connections / workers + (index < connections % workers ? 1 : 0);
}

base::Result<std::deque<Worker>> make_workers(const Common& common, AddressBook& addresses) {
    std::deque<Worker> workers;
    for (unsigned index = 0; index < common.workers; ++index) {
        const auto places = share_of(std::max(common.plan.connections, 1U), common.workers, index);
        auto chosen = choose_transport(common.plan, addresses, places);
        if (!chosen) return tl::unexpected(chosen.error());
        workers.emplace_back(common, index, places, std::move(*chosen));
    }
    return workers;
}

/// Asks for the target's name again every so often, where the plan says so.
std::jthread refresher_of(AddressBook& addresses, base::Duration every) {
    if (every <= base::Duration(0)) return {};
    return std::jthread([&addresses, every](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        while (!stopped.wait_for(lock, stop, every, [&] { return stop.stop_requested(); }))
            if (!stop.stop_requested()) addresses.refresh();
    });
}

std::vector<Pulse*> pulses_of(std::deque<Worker>& workers) {
    std::vector<Pulse*> pulses;
    for (auto& worker : workers) pulses.push_back(&worker.pulse());
    return pulses;
}

void work_and_watch(const Common& common, std::deque<Worker>& workers, Chronicle& chronicle,
                    const OnProgress& on_progress) {
    Finish finish(workers.size());
    std::vector<std::jthread> threads;
    const auto work = [&finish](Worker& worker) {
        worker.work();
        finish.one_is_done();
    };
    for (auto& worker : workers) threads.emplace_back(work, std::ref(worker));
    for (auto next = progress_interval; !finish.wait_until(common.start + next); next += progress_interval)
        if (on_progress) on_progress(chronicle.advance(base::monotonic_now() - common.start));
}

} // namespace

base::Result<RunResult> run(const Plan& plan, const Traffic& traffic, const OnProgress& on_progress,
                            std::stop_token stop) {
    auto addresses = AddressBook::open(plan);
    if (!addresses) return tl::unexpected(addresses.error());
    allow_descriptors(plan.connections + descriptors_besides_connections);
    const Schedule schedule(plan);
    Common common{plan, traffic, schedule,
                  {},   stop,    std::clamp(plan.threads, 1U, std::max(plan.connections, 1U))};
    auto workers = make_workers(common, *addresses);
    if (!workers) return tl::unexpected(workers.error());
    common.start = base::monotonic_now() + lead;
    const auto started_at = base::wall_now() + (common.start - base::monotonic_now());
    Chronicle chronicle(plan, schedule, pulses_of(*workers), stop);
    {
        const auto refresher = refresher_of(*addresses, plan.wire.resolve_every);
        work_and_watch(common, *workers, chronicle, on_progress);
    }

    auto result = Recorder(plan).take();
    for (auto& worker : *workers) merge(result, worker.take());
    result.started_at = started_at;
    result.scheduled = schedule.length();
    result.users = plan.users ? plan.users->count : 0;
    if (on_progress) on_progress(chronicle.close(base::monotonic_now() - common.start, result));
    return result;
}

} // namespace redline::loadgen
