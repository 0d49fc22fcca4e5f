/// Why this exists: one TCP connection and the request it carries: open, write, read, close. It knows what
/// ended the request; when things happened and what is done about it is the worker's.
///
/// Never blocks. For one thread. Buffers stay from request to request.
#pragma once

#include <optional>
#include <span>

#include "agenda.hpp"
#include "network.hpp"
#include "redline/loadgen/outcome.hpp"
#include "redline/loadgen/response_parser.hpp"

namespace redline::loadgen {

/// What came of a step of I/O.
struct Turn {
    enum class Kind {
        pending,  ///< the request goes on
        answered, ///< the answer is whole
        stale,    ///< the kept-alive connection was dead before it took a byte of the request
        failed,   ///< the request ended by `outcome`
    };
    Kind kind = Kind::pending;
    Outcome outcome = Outcome::ok;
    int error = 0; ///< errno where one says why
};

class Connection {
  public:
    enum class Phase { vacant, connecting, sending, awaiting, idle };

    /// The request under way, and what happened to it so far.
    struct Errand {
        Task task;
        PreparedRequest request;
        bool to_head = false;
        bool queued = false; ///< no connection was free when it was due
        base::Duration deadline{0};
        std::optional<base::Duration> sent;
        std::size_t bytes_sent = 0;
        std::uint64_t bytes_received = 0;
        base::WallTime answer_arrived{}; ///< the kernel's stamp of its latest bytes; zero: none
    };

    Phase phase() const { return phase_; }
    bool fresh() const { return answers_ == 0; } ///< nothing was answered on it yet
    Errand& errand() { return errand_; }
    const Errand& errand() const { return errand_; }
    const ResponseParser& answer() const { return parser_; }

    /// Takes on a request: the text is swapped in, so the buffers of both sides are kept.
    void take_on(const Task& task, PreparedRequest& request, bool to_head);

    Turn open(const Address& address, const Poller& poller, std::uint64_t key);
    Turn resume_open(const Poller& poller, std::uint64_t key);
    Turn write(const Poller& poller, std::uint64_t key);
    Turn read(std::span<char> buffer);
    /// Nothing follows what is still to be read: the answer under way is the last on this connection.
    void note_peer_closed() { peer_closed_ = true; }

    /// The request is done with; true when the connection can carry another.
    bool rest();
    void close();

  private:
    Turn closed_by_peer();

    Socket socket_;
    Phase phase_ = Phase::vacant;
    bool wants_writable_ = false;
    bool peer_closed_ = false;
    std::uint64_t answers_ = 0;
    Errand errand_;
    ResponseParser parser_;
};

} // namespace redline::loadgen
