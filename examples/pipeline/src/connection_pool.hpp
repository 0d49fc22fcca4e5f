/// The connections to one host and port: permits for so many at once, and the idle ones for use again. A
/// Lease is a permit; it is given back when it ends, unless it is to leak.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "redline/leadpipe/upstream.hpp"
#include "stream_socket.hpp"

namespace redline::leadpipe {

class ConnectionPool {
  public:
    explicit ConnectionPool(UpstreamOptions options) : options_(std::move(options)) {}

    class Lease {
      public:
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        /// Takes a connection that was kept and is not known to be dead.
        bool take_kept();
        /// Makes a new one; what was there is closed.
        bool open();

        StreamSocket& socket() { return *socket_; }
        /// Closes the connection; the permit stays.
        void drop() { socket_.reset(); }

      private:
        friend class ConnectionPool;
        Lease(ConnectionPool& pool, bool leaks) : pool_(&pool), leaks_(leaks) {}

        ConnectionPool* pool_;
        bool leaks_;
        std::optional<StreamSocket> socket_;
    };

    /// Nothing when none became free in time.
    std::optional<Lease> take();

    void count_repeated();
    UpstreamUse use() const;
    const UpstreamOptions& options() const { return options_; }

  private:
    struct Idle {
        StreamSocket socket;
        base::Instant since;
    };

    bool has_room() const { return use_.in_use + use_.leaked < options_.connections_max; }
    std::optional<Idle> pop_idle();
    void give_back(std::optional<StreamSocket> socket, bool leaks);

    const UpstreamOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<Idle> idle_; ///< the last one given back is the first one taken: the others may grow old
    std::vector<StreamSocket> leaked_;
    UpstreamUse use_; ///< but for `idle`
    std::uint64_t taken_ = 0;
};

} // namespace redline::leadpipe
