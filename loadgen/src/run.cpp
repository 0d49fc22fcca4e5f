#include "redline/loadgen/run.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "address_book.hpp"
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

/// Adds up the workers' pulses once a second. Starts are counted from the schedule: a worker knows of a start
/// only when it can send it.
class Chronicle {
  public:
    Chronicle(const Plan& plan, const Schedule& schedule)
        : plan_(plan), starts_(schedule.starts()), next_(starts_.next()) {
        progress_.scheduled = schedule.length();
    }

    const Progress& advance(base::Duration elapsed, std::deque<Worker>& workers) {
        Beat second;
        for (auto& worker : workers) {
            const auto busy = second.busy;
            second.add(worker.pulse().take());
            second.busy += busy;
        }
        for (; next_ && next_->due <= elapsed; next_ = starts_.next()) ++progress_.due;
        progress_.rate_last_second =
            static_cast<double>(second.sent) / base::in_seconds(elapsed - progress_.elapsed);
        progress_.elapsed = elapsed;
        progress_.stage = stage_at(elapsed);
        count(second);
        return progress_;
    }

  private:
    static base::Duration quantile(const base::Histogram<5>& histogram, double q) {
        return base::Duration(histogram.quantile(q));
    }

    void count(const Beat& second) {
        progress_.due += second.follow_ups_due;
        progress_.sent += second.sent;
        progress_.ok += second.ok;
        progress_.failed += second.failed;
        progress_.connections_busy = second.busy;
        progress_.p50 = quantile(second.response_time, 0.5);
        progress_.p95 = quantile(second.response_time, 0.95);
        progress_.p99 = quantile(second.response_time, 0.99);
        progress_.send_lag_p99 = quantile(second.send_lag, 0.99);
    }

    std::string stage_at(base::Duration elapsed) const {
        base::Duration end{0};
        for (const auto& stage : plan_.stages)
            if (elapsed < (end += stage.duration)) return stage.name;
        return plan_.stages.empty() ? std::string() : plan_.stages.back().name;
    }

    const Plan& plan_;
    Schedule::Cursor starts_;
    std::optional<Start> next_;
    Progress progress_;
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

void work_and_watch(const Common& common, std::deque<Worker>& workers, const OnProgress& on_progress) {
    Finish finish(workers.size());
    Chronicle chronicle(common.plan, common.schedule);
    std::vector<std::jthread> threads;
    const auto work = [&finish](Worker& worker) {
        worker.work();
        finish.one_is_done();
    };
    for (auto& worker : workers) threads.emplace_back(work, std::ref(worker));
    for (auto next = progress_interval; !finish.wait_until(common.start + next); next += progress_interval)
        if (on_progress) on_progress(chronicle.advance(base::monotonic_now() - common.start, workers));
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
    work_and_watch(common, *workers, on_progress);

    auto result = Recorder(plan).take();
    for (auto& worker : *workers) merge(result, worker.take());
    result.started_at = started_at;
    result.scheduled = schedule.length();
    result.users = plan.users ? plan.users->count : 0;
    return result;
}

} // namespace redline::loadgen
