/// Why this exists: the few io_uring calls of the engine in one place. Nothing else includes liburing.
///
/// Operations are written down (connected, send, receive) and handed to the kernel all at once by submit();
/// their completions are read one by one, front() and then pop(). `receive` is asked for once a connection
/// and goes on completing until the connection ends: bytes are put by the kernel into buffers all connections
/// share, and stamped with the time they came. A buffer is lent until give_back().
///
/// An operation names its socket by number, and keeps the socket alive until it completes: a descriptor is
/// only closed after forget(), which hands over what was written down and ends what is under way. Bytes to
/// send must stay where they are until their completion.
///
/// Made on any thread; from the first submit() or wait() on for that thread only. Needs Linux 6.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <liburing.h>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::loadgen {

/// What follows `io_uring cannot be used: `, from the errno of setting it up and the text of
/// /proc/sys/kernel/io_uring_disabled.
std::string why_no_uring(int error, std::string_view disabled);

class Uring {
  public:
    enum class Operation : std::uint8_t { connect, send, receive };

    struct Completion {
        Operation operation;
        std::uint64_t key;
        int result;                ///< bytes, or an errno below zero; of a receive 0 when the peer closed
        bool goes_on;              ///< the receive will complete again
        bool more_follows;         ///< of a receive: more bytes, or a close, wait to be read
        std::string_view bytes;    ///< received
        base::WallTime stamp = {}; ///< when the kernel got them; zero: it did not say
    };

    /// A ring fit for so many connections. The error's message is why_no_uring().
    static base::Result<std::unique_ptr<Uring>> make(std::uint32_t connections);
    ~Uring();
    Uring(const Uring&) = delete;
    Uring& operator=(const Uring&) = delete;

    /// Keys may use all bits but the two highest of the lower half.
    void connected(int descriptor, std::uint64_t key); ///< completes when a connect has ended, either way
    void send(int descriptor, std::string_view bytes, std::uint64_t key);
    void receive(int descriptor, std::uint64_t key);

    void submit();
    void forget(int descriptor);
    /// Returns when something completed, at the latest after `limit`. All must have been submitted.
    void wait(base::Duration limit);
    /// Returns after `limit`, or when no more completions can be kept.
    void rest(base::Duration limit);

    std::optional<Completion> front() const;
    void pop();
    void give_back();

  private:
    explicit Uring(std::uint32_t connections);

    int set_up();
    int set_up_buffers();
    void adopt();
    void wait_for(unsigned completions, base::Duration limit);
    io_uring_sqe& entry();
    void read_into(Completion& completion, const io_uring_cqe& found) const;
    char* buffer(std::uint32_t number) const;
    void lend_to_kernel(std::uint32_t number, int offset);

    io_uring ring_{};
    io_uring_buf_ring* shelf_ = nullptr; ///< the buffers the kernel may fill
    char* buffers_ = nullptr;
    std::uint32_t buffer_count_;
    std::uint32_t completions_max_;
    std::optional<std::uint32_t> lent_;
    msghdr layout_{}; ///< of a received message in a buffer
    bool made_ = false;
    bool adopted_ = false; ///< by the thread that uses it
};

} // namespace redline::loadgen
