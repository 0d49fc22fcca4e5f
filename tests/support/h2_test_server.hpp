/// Why this exists: the engine must be seen over HTTP/2 against a server that freezes or breaks its streams.
/// HTTP/2 over TLS, or in the clear by prior knowledge, on a free loopback port, one thread, nghttp2; what it
/// does with a request is the test's function, called on that thread with the path and the stream. A function
/// that sleeps freezes the whole server.
///
/// A request is handed over when it is whole, and its answer leaves before the next one is looked at, so a
/// stamp taken by the function is the moment of the answer. Response bodies are small: they are copied.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stream_server.hpp"

/// One request and the stream it came on. Deeds take effect when the function returns, close() and reset() of
/// the whole connection (through `connection()`) at once.
class H2Exchange {
  public:
    struct Session; ///< the connection's HTTP/2 state
    using Fields = std::vector<std::pair<std::string, std::string>>;

    H2Exchange(Session& session, std::int32_t stream_id, Fields fields)
        : session_(session), stream_id_(stream_id), fields_(std::move(fields)) {}

    void answer(int status, std::string_view body = "ok");
    void reset_stream(std::uint32_t error_code); ///< RST_STREAM: 2 is INTERNAL_ERROR, 7 REFUSED_STREAM
    void go_away();                              ///< GOAWAY: no stream after this one is answered
    Stream& connection() const;
    const Fields& fields() const { return fields_; } ///< pseudo-fields among them, in the order received

  private:
    Session& session_;
    std::int32_t stream_id_;
    Fields fields_;
};

class H2TestServer {
  public:
    using Respond = std::function<void(std::string_view path, H2Exchange& exchange)>;

    /// With `tls` (its protocol is h2 whatever it says) or in the clear, by prior knowledge. `streams_max`:
    /// how many at a time a connection may have.
    explicit H2TestServer(Respond respond, std::optional<ServerTls> tls = {},
                          std::uint32_t streams_max = 128);

    std::uint16_t port() const { return server_.port(); }

  private:
    Respond respond_;
    StreamServer server_;
};
