/// Why this exists: what goes in and out of the ledger, apart from the ledger itself, so that the roles
/// around it speak of the same values without its file.
///
/// Values without locks.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/traceparent.hpp"
#include "redline/leadpipe/auction.hpp"
#include "redline/leadpipe/identity.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "redline/leadpipe/lead_state.hpp"
#include "redline/leadpipe/subject.hpp"

namespace redline::leadpipe {

/// A lead to be written down.
struct Entry {
    std::string idempotency_key; ///< empty: none
    std::int64_t fingerprint = 0;
    std::optional<IdentityKeys> identity; ///< nothing: nobody asks whether the lead came before
    std::string vertical;
    std::string json;           ///< an object
    base::Traceparent trace{};  ///< parent of the writer's spans, and of what follows from the lead
    std::string state{}, zip{}; ///< where it lives, for the auction
    std::optional<std::vector<Bid>> bids{}; ///< there has been an auction already
};

struct Recorded {
    LeadId id = 0;
    std::optional<LeadId> duplicate_of;
    bool replayed = false; ///< the idempotency key was known; nothing was written
};

enum class LedgerFault {
    full,       ///< too many wait already; try again
    key_reused, ///< the idempotency key came with another lead before
    storage,    ///< the disk or the file failed; nothing was kept
};

struct LeadRow {
    LeadId id = 0;
    LeadState state = LeadState::accepted;
    std::optional<LeadId> duplicate_of;
    std::string buyer;
    std::int64_t price_cents = 0;
    std::string vertical;
    std::int64_t fingerprint = 0;
    std::string reason{}; ///< why it is not sold
};

/// A lead that waits for a buyer.
struct Unsettled {
    LeadId id = 0;
    std::string vertical;
    std::int64_t fingerprint = 0;
};

struct Settlement {
    LeadId id = 0;
    LeadState state = LeadState::unsold; ///< sold, unsold or failed
    std::string buyer{};                 ///< of a sale
    std::int64_t price_cents = 0;        ///< of a sale
    std::string reason{};                ///< of no sale: a clause
    base::Traceparent trace{};
};

/// One fact of the log.
struct LogRow {
    std::int64_t sequence = 0; ///< ascending in the order of commit
    LeadId lead = 0;
    Subject subject = Subject::lead_received;
    base::WallTime at{};     ///< to the millisecond
    base::Traceparent trace; ///< none where the fact had none
    std::string payload;     ///< a JSON object; see the README's table
};

/// Leads by state, in the order of lead_states, and the leads that came.
struct LeadCounts {
    std::int64_t received = 0; ///< counted by itself, from the log
    std::array<std::int64_t, lead_states.size()> by_state{};

    std::int64_t operator[](LeadState state) const { return by_state[static_cast<std::size_t>(state)]; }
    bool operator==(const LeadCounts&) const = default;
};

} // namespace redline::leadpipe
