/// Why this exists: HTTP/1.1 over TCP, and nothing else: one thread reads and writes all sockets
/// (Boost.Beast, asynchronous, keep-alive, TCP_NODELAY), a pool of workers runs the responder. Whatever a
/// client sends, it is answered with a problem or its connection is closed; no input ends the process.
///
/// Limits: 64 KiB of body (413), 16 KiB of header (431), 1,024 requests waiting for a worker (503), 4,096
/// connections (more are closed at once), 30 s of silence. Requests on one connection are answered in order,
/// one at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "redline/base/error.hpp"
#include "redline/leadpipe/responder.hpp"

namespace redline::leadpipe {

struct ServerOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 0; ///< 0: any free one
    unsigned workers = 64;
    std::size_t waiting_max = 1024;
    std::size_t connections_max = 4096;
    std::chrono::seconds silence_max{30};
    /// Each connection has one of the `workers` to itself as long as it is open; the next one waits.
    bool thread_per_connection = false;
    bool stop_on_signals = false; ///< SIGTERM and SIGINT stop it

    /// Called once when it begins to stop, on the thread that runs it: for responders that wait for
    /// something.
    std::function<void()> on_stop{};
};

class Server {
  public:
    /// Binds and listens; `responder` outlives this.
    static base::Result<std::unique_ptr<Server>> listen(const ServerOptions& options, Responder& responder);
    ~Server();

    unsigned short port() const;

    /// Serves on the calling thread until stopped; every request that was read is answered first, within 5 s.
    void run();

    /// From any thread.
    void stop();

  private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
