/// Why this exists: what a buyer is asked and what it says, as values that know neither JSON nor sockets. A
/// lead is sold in two steps ("ping/post"): a ping shows what a price depends on and no person, a post hands
/// the person over to the one buyer that won.
///
/// What the business says no to (`Quota Reached`, `Duplicate`, `Bad Address`) is an answer, `refused`, and
/// comes as HTTP 200. What broke is `failed` or `timed_out`; only that is worth another try.
///
/// Values without locks; pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "redline/leadpipe/lead_id.hpp"

namespace redline::leadpipe {

/// A lead as it is offered. Empty texts are unknown.
struct OfferedLead {
    LeadId id = 0;
    std::string vertical{};
    std::int64_t fingerprint = 0; ///< of the body as it came: names the simulated buyers' dice
    std::string state{};          ///< two letters
    std::string zip{};            ///< five digits
    std::string first_name{}, last_name{}, email{}, phone{};
    std::string street{}; ///< the delivery line: `1600 W 5TH AVE APT 4B`
    std::string city{};
    bool operator==(const OfferedLead&) const = default;
};

/// What a ping may show: the lead without name, e-mail, phone, street and city.
OfferedLead without_person(const OfferedLead& lead);

enum class CallKind : std::uint8_t { ping, post };

struct BuyerCall {
    CallKind kind = CallKind::ping;
    std::string buyer;
    std::int64_t price_cents = 0; ///< of a post: the bid it is sold at
    OfferedLead lead;
    bool operator==(const BuyerCall&) const = default;
};

enum class ReplyOutcome : std::uint8_t {
    bid,       ///< to a ping: would pay price_cents
    declined,  ///< to a ping: does not want it
    accepted,  ///< to a post: bought at price_cents
    refused,   ///< to a post or ping: no, for a reason of the business
    failed,    ///< 5xx, no connection, or an answer nobody can read
    timed_out, ///< no answer in time; whether the buyer acted is unknown
};
constexpr std::size_t reply_outcome_count = 6;

struct BuyerReply {
    ReplyOutcome outcome = ReplyOutcome::failed;
    std::int64_t price_cents = 0;
    std::string reason{}; ///< `Quota Reached`; of failures a short word for logs: `http 503`
    bool operator==(const BuyerReply&) const = default;
};

/// Whether the same call may go better a moment later.
constexpr bool transient(ReplyOutcome outcome) {
    return outcome == ReplyOutcome::failed || outcome == ReplyOutcome::timed_out;
}

std::string_view to_text(CallKind kind);        ///< `ping`
std::string_view to_text(ReplyOutcome outcome); ///< `timed_out`

} // namespace redline::leadpipe
