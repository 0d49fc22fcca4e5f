/// Why this exists: choosing a worker needs what every request and every check learnt about each of them: how
/// many are in flight, how long answers take, who is healthy. It is kept here, with the connections.
///
/// Latency is a moving average over 10 s of answers; a failure counts as a second at least, so that a worker
/// that fails fast does not draw all requests to itself (under `ewma`).
///
/// Any thread. send() blocks as Upstream::send does, nothing else does.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/leadpipe/balancing.hpp"
#include "redline/leadpipe/upstream.hpp"
#include "redline/leadpipe/worker_address.hpp"
#include "redline/leadpipe/worker_health.hpp"

namespace redline::leadpipe {

struct WorkerSetOptions {
    Balancing balancing = Balancing::p2c;
    HealthPolicy health{};
    UpstreamOptions upstream{}; ///< for each worker; its host and port are the worker's
    std::uint64_t seed = 0;     ///< of the dice
};

/// What is known of a worker at one moment.
struct WorkerNumbers {
    std::string address;
    WorkerLoad load;
    std::uint64_t sent = 0;   ///< requests
    std::uint64_t failed = 0; ///< of them, those without an answer, or with one of 500 or more
    UpstreamUse connections;
};

class WorkerSet {
  public:
    /// Workers excluded from a choice, by index.
    using Excluded = std::vector<bool>;

    WorkerSet(const std::vector<WorkerAddress>& addresses, WorkerSetOptions options);
    ~WorkerSet();

    std::size_t size() const { return workers_.size(); }
    const std::string& address(std::size_t index) const;

    /// By load, among the healthy ones; nothing when there is none. `excluded` may be shorter than the set.
    std::optional<std::size_t> choose(const Excluded& excluded = {});
    /// By rendezvous with this key, among the same.
    std::optional<std::size_t> choose_sticky(std::string_view key, const Excluded& excluded = {});

    tl::expected<UpstreamAnswer, UpstreamFault> send(std::size_t index, const OutgoingRequest& request);

    /// Takes the result of a check; true when it changed whether the worker is healthy.
    bool record_check(std::size_t index, bool success);
    bool healthy(std::size_t index) const;
    bool any_healthy() const;

    std::vector<WorkerNumbers> numbers() const;

  private:
    struct Worker;

    std::vector<WorkerLoad> loads(const Excluded& excluded) const;
    void finish(Worker& worker, base::Duration took, bool failed);

    const WorkerSetOptions options_;
    std::vector<std::unique_ptr<Worker>> workers_;
    mutable std::mutex mutex_; ///< guards what follows, and what the workers learn
    base::Random dice_;
    std::uint64_t turn_ = 0;
};

} // namespace redline::leadpipe
