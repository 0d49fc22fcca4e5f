/// Why this exists: the engine must be seen over TLS against a server that freezes, breaks off or asks for a
/// certificate. HTTP/1.1 over TLS on a free loopback port, one thread; what it does with a request is the
/// test's function, called on that thread with the path and the connection. A function that sleeps freezes
/// the whole server.
///
/// Requests may come pipelined and with a Content-Length body, which is skipped. TestServer::ok() is an
/// answer to send.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "stream_server.hpp"

class TlsTestServer {
  public:
    using Respond = std::function<void(std::string_view path, Stream& client)>;

    TlsTestServer(const ServerTls& tls, Respond respond);

    std::uint16_t port() const { return server_.port(); }

  private:
    Respond respond_;
    StreamServer server_;
};
