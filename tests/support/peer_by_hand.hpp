/// Why this exists: what a transport makes of a close or a reset depends on the moment it comes; with a
/// server on a thread of its own that moment is luck. This peer does nothing until the test tells it to, on
/// the test's own thread.
///
/// Calls block until they are done; a read that would wait for ever ends after five seconds with what came.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The accepted end of a connection. Closes it when it goes.
class PeerEnd {
  public:
    explicit PeerEnd(int descriptor) : descriptor_(descriptor) {}
    PeerEnd(PeerEnd&& other) noexcept;
    PeerEnd& operator=(PeerEnd&& other) noexcept;
    ~PeerEnd() { close(); }

    bool has_something() const;       ///< a read would not block
    std::string read_request() const; ///< to the empty line
    std::string read_to_end() const;  ///< until the other side closes
    /// Returns once the other side's kernel has all of it.
    void send(std::string_view bytes) const;
    void half_close() const;
    void close();
    void reset(); ///< closes so that the other side sees ECONNRESET

  private:
    int descriptor_;
};

/// Listens on a free loopback port.
class PeerByHand {
  public:
    PeerByHand();
    ~PeerByHand();
    PeerByHand(const PeerByHand&) = delete;
    PeerByHand& operator=(const PeerByHand&) = delete;

    std::uint16_t port() const { return port_; }
    PeerEnd accept() const;

  private:
    int listener_;
    std::uint16_t port_ = 0;
};
