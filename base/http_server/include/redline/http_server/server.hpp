/// Why this exists: one small HTTP server for everything that is not the load path: own metrics, later a live
/// page and a receiver. It answers GET and HEAD from a function, and nobody it serves can cost the run
/// anything that was not allowed for: connections are bounded, headers are bounded, who says nothing is let
/// go.
///
/// One thread of its own (Boost.Asio, HTTP/1.1 with keep-alive). `respond` is called on it, one request at a
/// time, with the path before any `?`. What is not GET or HEAD is answered 405, what is not HTTP 400; a
/// connection beyond `connections_max` is closed without an answer. The end of the object ends the thread; an
/// answer on its way then may be cut off.
///
/// Errors: an address that cannot be listened on, with the way out. Thread use: any, but only one at once.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/http_server/listen_address.hpp"

namespace redline::http_server {

struct Answer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

using Respond = std::function<Answer(std::string_view path)>;

struct Limits {
    std::size_t connections_max = 16;
    std::uint32_t header_bytes_max = 8 * 1024;
    base::Duration silence_max = std::chrono::seconds(10); ///< of a client, also one that does not read
};

class Server {
  public:
    /// Listens and answers from here on.
    static base::Result<Server> start(const ListenAddress& address, Respond respond,
                                      const Limits& limits = {});

    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();

    /// Where it listens, with the port that was given where none was asked for.
    const ListenAddress& address() const;

  private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace redline::http_server
