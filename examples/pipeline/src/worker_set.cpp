#include "redline/leadpipe/worker_set.hpp"

#include <algorithm>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/sticky.hpp"

namespace redline::leadpipe {

namespace {

constexpr base::Duration latency_memory = std::chrono::seconds(10);
constexpr double failure_seconds_min = 1;

UpstreamOptions upstream_to(const WorkerAddress& address, UpstreamOptions options) {
    options.host = address.host;
    options.port = address.port;
    return options;
}

} // namespace

struct WorkerSet::Worker {
    Worker(const WorkerAddress& where, const WorkerSetOptions& options)
        : address(to_text(where)), weight(where.weight), upstream(upstream_to(where, options.upstream)),
          health(options.health) {}

    const std::string address;
    const double weight;
    Upstream upstream;
    WorkerHealth health;
    std::size_t in_flight = 0;
    double latency_seconds = 0;
    base::Instant last_answer{};
    std::uint64_t sent = 0, failed = 0;

    WorkerLoad load() const { return {in_flight, latency_seconds, weight, health.healthy()}; }
};

WorkerSet::WorkerSet(const std::vector<WorkerAddress>& addresses, WorkerSetOptions options)
    : options_(std::move(options)), dice_(base::Random::keyed(options_.seed, "balancing", 0)) {
    for (const auto& address : addresses) workers_.push_back(std::make_unique<Worker>(address, options_));
}

WorkerSet::~WorkerSet() = default;

const std::string& WorkerSet::address(std::size_t index) const { return workers_[index]->address; }

std::vector<WorkerLoad> WorkerSet::loads(const Excluded& excluded) const {
    std::vector<WorkerLoad> loads;
    for (const auto& worker : workers_) {
        const auto index = loads.size();
        loads.push_back(worker->load());
        if (index < excluded.size() && excluded[index]) loads.back().healthy = false;
    }
    return loads;
}

std::optional<std::size_t> WorkerSet::choose(const Excluded& excluded) {
    const std::lock_guard lock(mutex_);
    const double first = dice_.uniform();
    return choose_worker(options_.balancing, loads(excluded), {turn_++, first, dice_.uniform()});
}

std::optional<std::size_t> WorkerSet::choose_sticky(std::string_view key, const Excluded& excluded) {
    const std::lock_guard lock(mutex_);
    return sticky_worker(key, loads(excluded));
}

tl::expected<UpstreamAnswer, UpstreamFault> WorkerSet::send(std::size_t index,
                                                            const OutgoingRequest& request) {
    auto& worker = *workers_[index];
    {
        const std::lock_guard lock(mutex_);
        ++worker.in_flight;
        ++worker.sent;
    }
    const auto began = base::monotonic_now();
    auto answer = worker.upstream.send(request);
    finish(worker, base::monotonic_now() - began, !answer || answer->status >= 500);
    return answer;
}

void WorkerSet::finish(Worker& worker, base::Duration took, bool failed) {
    const auto seconds = base::in_seconds(took);
    const auto now = base::monotonic_now();
    const std::lock_guard lock(mutex_);
    --worker.in_flight;
    if (failed) ++worker.failed;
    worker.latency_seconds =
        blended_latency(worker.latency_seconds, failed ? std::max(seconds, failure_seconds_min) : seconds,
                        now - worker.last_answer, latency_memory);
    worker.last_answer = now;
}

bool WorkerSet::record_check(std::size_t index, bool success) {
    const std::lock_guard lock(mutex_);
    return workers_[index]->health.record(success);
}

bool WorkerSet::healthy(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return workers_[index]->health.healthy();
}

bool WorkerSet::any_healthy() const {
    const std::lock_guard lock(mutex_);
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return worker->health.healthy(); });
}

std::vector<WorkerNumbers> WorkerSet::numbers() const {
    std::vector<WorkerNumbers> numbers;
    const std::lock_guard lock(mutex_);
    for (const auto& worker : workers_)
        numbers.push_back(
            {worker->address, worker->load(), worker->sent, worker->failed, worker->upstream.use()});
    return numbers;
}

} // namespace redline::leadpipe
