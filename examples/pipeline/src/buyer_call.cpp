#include "redline/leadpipe/buyer_call.hpp"

#include <array>

namespace redline::leadpipe {

namespace {

/// Both in the order of their enumeration.
constexpr std::array<std::string_view, 2> kind_names{"ping", "post"};
constexpr std::array<std::string_view, reply_outcome_count> outcome_names{"bid",     "declined", "accepted",
                                                                          "refused", "failed",   "timed_out"};

} // namespace

OfferedLead without_person(const OfferedLead& lead) {
    return {lead.id, lead.vertical, lead.fingerprint, lead.state, lead.zip};
}

std::string_view to_text(CallKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string_view to_text(ReplyOutcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

} // namespace redline::leadpipe
