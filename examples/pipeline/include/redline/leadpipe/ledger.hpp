/// Why this exists: a lead that was answered 202 must never be lost, whatever happens to the process or the
/// power. The ledger is a SQLite file in WAL mode with synchronous=FULL; record() returns only after the
/// commit that holds the lead is on disk.
///
/// One writer thread takes everything that waits and commits it together (group commit), so the disk is
/// waited for once a batch, not once a lead. The waiting line is bounded: when it is full, or the disk fails,
/// record() says so and nothing of that lead is kept. The ledger itself is the queue of leads to be sold:
/// what is accepted and not settled is found again after a crash.
///
/// Every method may be called from any thread. record() blocks until durable, settle() until
/// written: a crash of the process takes nothing back, a power failure may, and then the lead is sold again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "redline/base/error.hpp"
#include "redline/base/traceparent.hpp"
#include "redline/leadpipe/identity.hpp"
#include "redline/leadpipe/lead_id.hpp"

namespace redline::tracer {
class Tracer;
}

namespace redline::leadpipe {

enum class LeadState { accepted = 0, sold = 1, unsold = 2, duplicate = 3 };
std::string_view to_text(LeadState state);

/// A lead to be written down.
struct Entry {
    std::string idempotency_key; ///< empty: none
    std::int64_t fingerprint = 0;
    std::optional<IdentityKeys> identity; ///< nothing: nobody asks whether the lead came before
    std::string vertical;
    std::string json;
    base::Traceparent trace; ///< parent of the writer's spans
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
};

/// A lead that waits for a buyer.
struct Unsettled {
    LeadId id = 0;
    std::string vertical;
    std::int64_t fingerprint = 0;
};

struct Settlement {
    LeadId id = 0;
    LeadState state = LeadState::unsold; ///< sold or unsold
    std::string buyer;
    std::int64_t price_cents = 0;
};

struct LedgerOptions {
    std::size_t waiting_max = 4096;
    std::size_t batch_max = 512;
};

class Ledger {
  public:
    /// Opens or creates the file. Fails if it is no ledger or one of another schema. `tracer` outlives this.
    static base::Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file,
                                                      LedgerOptions options, tracer::Tracer& tracer);
    /// Writes what waits, then closes.
    ~Ledger();

    tl::expected<Recorded, LedgerFault> record(const Entry& entry);
    base::Result<std::optional<LeadRow>> find(LeadId id);

    /// Leads accepted and not yet settled, oldest first.
    base::Result<std::vector<Unsettled>> unsettled(std::size_t count_max);
    /// False when it could not be written.
    bool settle(const std::vector<Settlement>& settlements);
    /// Waits until leads were accepted since the last call (at first: since ever); false when asked to stop.
    bool wait_for_accepted(std::stop_token stop);

  private:
    struct Parts;
    explicit Ledger(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
