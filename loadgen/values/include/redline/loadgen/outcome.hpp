/// Why this exists: a failed request is a sample, and each way to fail has a name that is the same word in
/// counts, reports, labels and docs. Exactly one outcome a request.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace redline::loadgen {

enum class Outcome : std::uint8_t {
    ok,            ///< answered, and every check held
    error_status,  ///< answered 4xx or 5xx, and no check on the status allowed for it
    check_failed,  ///< answered, and a check did not hold
    timeout,       ///< sent, not answered in time
    refused,       ///< the connection was refused
    tls_failed,    ///< no TLS session: a certificate that does not hold, no common cipher
    unreachable,   ///< the connection could not be made for another reason
    reset,         ///< the connection broke while the answer was awaited
    closed_early,  ///< the peer closed before the answer was whole
    malformed,     ///< the answer was not HTTP
    no_descriptor, ///< no socket was left on our side: our fault
    no_port,       ///< no local port was left on our side: our fault
    dropped,       ///< not sent because it was late and the plan says `late: drop`
    not_sent,      ///< due, and still waiting for a connection when the run had to end
};

constexpr std::array<std::string_view, 14> outcome_names{
    "ok",    "error_status", "check_failed", "timeout",       "refused", "tls_failed", "unreachable",
    "reset", "closed_early", "malformed",    "no_descriptor", "no_port", "dropped",    "not_sent"};
constexpr std::size_t outcome_count = outcome_names.size();

constexpr std::string_view to_text(Outcome outcome) {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

/// Whether nobody tried to send it: such a request has no times.
constexpr bool never_tried(Outcome outcome) {
    return outcome == Outcome::not_sent || outcome == Outcome::dropped;
}

/// Whether the generator, not the target, is to blame.
constexpr bool own_fault(Outcome outcome) {
    return outcome == Outcome::no_descriptor || outcome == Outcome::no_port || outcome == Outcome::dropped;
}

/// Counts by outcome.
using OutcomeCounts = std::array<std::uint64_t, outcome_count>;

} // namespace redline::loadgen
