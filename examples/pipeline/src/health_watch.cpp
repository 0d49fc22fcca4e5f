#include "redline/leadpipe/health_watch.hpp"

#include <condition_variable>
#include <mutex>

namespace redline::leadpipe {

namespace {

UpstreamOptions one_connection(const WorkerAddress& address, const HealthWatchOptions& options) {
    UpstreamOptions upstream;
    upstream.host = address.host;
    upstream.port = address.port;
    upstream.connections_max = 1;
    upstream.connect_timeout = upstream.answer_timeout = options.timeout;
    return upstream;
}

/// Returns early, with false, when it is to stop.
bool pause(base::Duration duration, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace

HealthWatch::HealthWatch(WorkerSet& workers, const std::vector<WorkerAddress>& addresses,
                         HealthWatchOptions options, OnChange on_change)
    : workers_(workers), options_(options), on_change_(std::move(on_change)) {
    for (std::size_t index = 0; index < addresses.size(); ++index)
        threads_.emplace_back([this, index, address = addresses[index]](const std::stop_token& stop) {
            watch(index, address, stop);
        });
}

/// All are told first, so that their last checks end together.
HealthWatch::~HealthWatch() {
    for (auto& thread : threads_) thread.request_stop();
}

void HealthWatch::watch(std::size_t index, const WorkerAddress& address, const std::stop_token& stop) {
    Upstream upstream(one_connection(address, options_));
    OutgoingRequest question;
    question.target = path_of(options_.check);
    do {
        const auto answer = upstream.send(question);
        const bool success = answer && answer->status == 200;
        if (workers_.record_check(index, success)) on_change_(index, success);
    } while (pause(options_.interval, stop));
}

} // namespace redline::leadpipe
