/// Why this exists: the few socket calls of the engine in one place, so that everything above speaks of
/// connections and outcomes, not of errno and flags.
///
/// Calls return errno values as plain ints, 0 for success. A Socket and a Poller close what they own. For one
/// thread each.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <sys/epoll.h>
#include <sys/socket.h>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::loadgen {

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

/// Blocks for the resolver. Of several addresses the first that accepts a connection, or else the first. An
/// endpoint with a Unix socket is that socket's address.
base::Result<Address> resolve(const Endpoint& endpoint);

/// An IPv4 or IPv6 address in figures, without a port.
base::Result<Address> parse_local_address(const std::string& text);
/// 0 when connections can leave from it, or the errno that says why not.
int try_local_address(const Address& local);

/// Raises the soft limit on descriptors towards the hard one when `wanted` needs it. What is then missing
/// shows as `no_descriptor`.
void allow_descriptors(std::uint64_t wanted);

/// How far a read or write came.
struct Transfer {
    std::size_t bytes = 0;
    int error = 0;               ///< EAGAIN: the socket has no more to give or take
    base::WallTime arrived = {}; ///< when the kernel got the last of the bytes read; zero: it did not say
};

/// send and recvmsg on a socket somebody else opened; no SIGPIPE.
Transfer send_quietly(int descriptor, std::string_view bytes);
Transfer receive_stamped(int descriptor, std::span<char> into);

class Socket {
  public:
    Socket() = default;
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;
    ~Socket() { close(); }

    /// Non-blocking, TCP_NODELAY, receive stamps on. 0: connected at once; EINPROGRESS: wait until writable,
    /// then ask pending_error.
    int connect(const Address& to, const std::optional<Address>& from = {});
    int pending_error() const;
    Transfer send(std::string_view bytes) const;
    Transfer receive(std::span<char> into) const; ///< no bytes and no error: the peer closed
    void close();

    int descriptor() const { return descriptor_; }
    bool is_open() const { return descriptor_ >= 0; }

  private:
    int descriptor_ = -1;
};

/// Level-triggered epoll.
class Poller {
  public:
    using Events = std::array<epoll_event, 256>;

    static base::Result<Poller> make();

    void add(int descriptor, std::uint32_t events, std::uint64_t key) const;
    void modify(int descriptor, std::uint32_t events, std::uint64_t key) const;
    /// Waits at most `timeout`, to the resolution of the kernel's high-resolution timers.
    std::span<const epoll_event> wait(Events& events, base::Duration timeout) const;

  private:
    explicit Poller(Socket epoll) : epoll_(std::move(epoll)) {}
    void control(int operation, int descriptor, std::uint32_t events, std::uint64_t key) const;
    int wait_finely(Events& events, base::Duration left) const;
    int wait_coarsely(Events& events, base::Duration left) const;

    Socket epoll_;
    mutable bool coarse_ = false; ///< the kernel is older than 5.11 and has no epoll_pwait2
};

/// Lets this thread's timers fire when due, not up to 50 µs later (prctl PR_SET_TIMERSLACK).
void ask_for_precise_timers();

} // namespace redline::loadgen
