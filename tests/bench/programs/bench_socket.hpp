/// Why this exists: the bench server's connections: plain sockets with the kernel's receive stamps where
/// wanted, or TLS over them. Written for speed: the server must never be what limits a bench.
///
/// All on one thread. Nothing here blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "redline/base/clock.hpp"
#include "test_certificates.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace redline::bench {

struct FreeTls {
    void operator()(ssl_st* session) const;
    void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, FreeTls>;

TlsContext make_tls_context(const TestIdentity& identity);

/// A listening loopback socket on a free port.
struct Listener {
    int descriptor;
    std::uint16_t port;
};
Listener listen_on_loopback(bool stamped);

class BenchSocket {
  public:
    BenchSocket(int descriptor, ssl_ctx_st* context, bool stamped);
    ~BenchSocket();
    BenchSocket(const BenchSocket&) = delete;
    BenchSocket& operator=(const BenchSocket&) = delete;

    /// The bytes read into `room`; 0 when there are none now, below when there will be none.
    long read(std::span<char> room);
    /// Short answers always find room; a peer that has gone is noticed by read().
    void send(std::string_view bytes);
    /// When the kernel received what read() gave last; without a stamp of the kernel's, the present.
    base::WallTime received_at() const { return received_at_; }

  private:
    long read_stamped(std::span<char> room);
    long read_tls(std::span<char> room);

    int descriptor_;
    std::unique_ptr<ssl_st, FreeTls> tls_;
    bool stamped_;
    base::WallTime received_at_{};
};

} // namespace redline::bench
