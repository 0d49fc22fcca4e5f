/// A TCP connection whose every wait has an end. Blocking calls over a non-blocking socket; no signal is
/// raised by a peer that has gone.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/base/clock.hpp"

namespace redline::leadpipe {

enum class SocketFault { timed_out, reset };

class StreamSocket {
  public:
    /// Nothing when no address of the host takes a connection in time.
    static std::optional<StreamSocket> connect(const std::string& host, unsigned short port,
                                               base::Instant deadline);

    StreamSocket(StreamSocket&& other) noexcept;
    StreamSocket& operator=(StreamSocket&& other) noexcept;
    ~StreamSocket();

    tl::expected<void, SocketFault> write(std::string_view bytes, base::Instant deadline);

    /// How many bytes came; 0 when the other side has closed.
    tl::expected<std::size_t, SocketFault> read_some(std::span<char> into, base::Instant deadline);

    /// Whether the other side has neither closed nor said anything unasked.
    bool is_quiet() const;

  private:
    explicit StreamSocket(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace redline::leadpipe
