/// Why this exists: the engine sends bytes and reads answers; what the bytes say and what a right answer is
/// belongs to the scenario. These two functions are the seam between them.
///
/// Both are called from every worker at once and must be safe for that. `prepare` must be a pure function of
/// its arguments and the seed: request number 7 is the same whichever thread asks.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "redline/base/duration.hpp"
#include "redline/base/ids.hpp"

namespace redline::loadgen {

constexpr std::uint32_t body_bytes_max = 64 * 1024;

/// One whole HTTP/1.1 request: request line, Host, Content-Length, traceparent, body.
struct PreparedRequest {
    std::string bytes;
    base::TraceId trace_id;
    /// Of the answer's body, what its checks look into; the rest is only counted.
    std::uint32_t body_bytes_wanted = body_bytes_max;
};

/// An answer as a check sees it. The views live for the call only.
struct Response {
    int status = 0;
    std::string_view header_block; ///< the lines between the status line and the empty line
    std::string_view body;         ///< at most the first 64 KiB
    base::Duration response_time{0};
    base::Duration service_time{0};
};

struct Judgement {
    std::uint32_t failed_checks = 0; ///< bit i: check i of the step did not hold
    bool status_accepted = true;     ///< by the checks that speak of the status, or below 400 where none does
};

/// Fills `into`, reusing its buffer, with the request of step `step` of flow number `flow_index`.
using Prepare = std::function<void(std::uint64_t flow_index, std::uint32_t step, PreparedRequest& into)>;
using Judge = std::function<Judgement(std::uint32_t step, const Response& response)>;

struct Traffic {
    Prepare prepare;
    Judge judge;
};

} // namespace redline::loadgen
