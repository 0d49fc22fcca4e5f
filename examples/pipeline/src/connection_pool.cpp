#include "connection_pool.hpp"

#include <utility>

namespace redline::leadpipe {

ConnectionPool::Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)), leaks_(other.leaks_), socket_(std::move(other.socket_)) {}

ConnectionPool::Lease::~Lease() {
    if (pool_ != nullptr) pool_->give_back(std::move(socket_), leaks_);
}

bool ConnectionPool::Lease::take_kept() {
    while (auto idle = pool_->pop_idle()) {
        const auto age = base::monotonic_now() - idle->since;
        if (age > pool_->options_.idle_max || !idle->socket.is_quiet()) continue;
        socket_.emplace(std::move(idle->socket));
        return true;
    }
    return false;
}

bool ConnectionPool::Lease::open() {
    socket_.reset();
    const auto& options = pool_->options_;
    socket_ =
        StreamSocket::connect(options.host, options.port, base::monotonic_now() + options.connect_timeout);
    if (!socket_) return false;
    const std::lock_guard lock(pool_->mutex_);
    ++pool_->use_.opened;
    return true;
}

std::optional<ConnectionPool::Lease> ConnectionPool::take() {
    std::unique_lock lock(mutex_);
    if (!has_room()) {
        ++use_.waits;
        const auto began = base::monotonic_now();
        const bool got_one = freed_.wait_until(lock, began + options_.wait_max, [&] { return has_room(); });
        use_.wait_sum += base::monotonic_now() - began;
        if (!got_one) {
            ++use_.exhausted;
            return std::nullopt;
        }
    }
    ++use_.in_use;
    ++taken_;
    return Lease(*this, options_.leak_every > 0 && taken_ % options_.leak_every == 0);
}

std::optional<ConnectionPool::Idle> ConnectionPool::pop_idle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::nullopt;
    auto idle = std::move(idle_.back());
    idle_.pop_back();
    return idle;
}

void ConnectionPool::give_back(std::optional<StreamSocket> socket, bool leaks) {
    {
        const std::lock_guard lock(mutex_);
        --use_.in_use;
        if (leaks) ++use_.leaked;
        if (leaks && socket)
            leaked_.push_back(std::move(*socket));
        else if (socket)
            idle_.push_back({std::move(*socket), base::monotonic_now()});
    }
    freed_.notify_one();
}

void ConnectionPool::count_repeated() {
    const std::lock_guard lock(mutex_);
    ++use_.repeated;
}

UpstreamUse ConnectionPool::use() const {
    const std::lock_guard lock(mutex_);
    auto use = use_;
    use.idle = idle_.size();
    return use;
}

} // namespace redline::leadpipe
