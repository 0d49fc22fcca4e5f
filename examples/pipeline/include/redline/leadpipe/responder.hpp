/// Why this exists: the service, the gateway and the simulated buyers all answer HTTP, and none of them
/// should know a socket. The server knows this much of them.
///
/// Any thread may call; one request occupies its thread until it is answered.
#pragma once

#include "redline/leadpipe/http_message.hpp"

namespace redline::leadpipe {

class Responder {
  public:
    virtual ~Responder() = default;

    virtual Answer handle(const Request& request) = 0;

    /// Answers a request that never got as far as handle(): too large, malformed, or too many waiting.
    /// `request` holds what is known of it.
    virtual Answer refuse(const Request& request, const Problem& problem) = 0;

    /// How large a body of a request for `target` may be; more is 413.
    virtual std::size_t body_bytes_max(std::string_view target) const {
        static_cast<void>(target);
        return leadpipe::body_bytes_max;
    }
};

} // namespace redline::leadpipe
