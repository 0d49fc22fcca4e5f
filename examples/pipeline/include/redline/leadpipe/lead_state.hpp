/// Why this exists: what has become of a lead is asked by clients, counted by the conservation law and kept
/// in the ledger; all three must mean the same by a word.
///
///     accepted ─► sold ─► returned        unsold: every buyer declined
///         ▲  └──► unsold                  failed: the buyers could not be reached; a dead letter that waits
///         for └─────► failed                  somebody to replay it
///
/// `rejected` and `duplicate` are final from the start. The numbers are those of the ledger's file. Pure, any
/// thread.
#pragma once

#include <array>
#include <string_view>

namespace redline::leadpipe {

enum class LeadState {
    accepted = 0,
    sold = 1,
    unsold = 2,
    duplicate = 3,
    rejected = 4,
    failed = 5,
    returned = 6,
};

inline constexpr std::array lead_states{LeadState::accepted,  LeadState::sold,     LeadState::unsold,
                                        LeadState::duplicate, LeadState::rejected, LeadState::failed,
                                        LeadState::returned};

std::string_view to_text(LeadState state);

} // namespace redline::leadpipe
