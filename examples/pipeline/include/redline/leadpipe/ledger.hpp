/// Why this exists: a lead that was answered 202 must never be lost, whatever happens to the process or the
/// power. The ledger is a SQLite file in WAL mode with synchronous=FULL; record() returns only after the
/// commit that holds the lead is on disk.
///
/// It is event-sourced: the log holds every fact in the order it became one, and everything else in the file
/// (states, identities, keys, sales a day) follows from it: rebuild() makes it anew. The log is also the
/// outbox: a fact is written in the same commit as what it changed, and whoever publishes facts or copies
/// them elsewhere follows log() with a cursor of its own.
///
/// One writer thread takes everything that waits and commits it together (group commit), so the disk is
/// waited for once a batch, not once a lead; a batch of one is the prototype's way. The waiting line is
/// bounded: when it is full, or the disk fails, the call says so and nothing of it is kept.
///
/// Every method may be called from any thread. record() blocks until durable, the rest until written: a crash
/// of the process takes nothing back, a power failure may, and then the lead is sold again.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

#include <tl/expected.hpp>

#include "redline/base/error.hpp"
#include "redline/leadpipe/ledger_values.hpp"

namespace redline::tracer {
class Tracer;
}

namespace redline::leadpipe {

struct LedgerOptions {
    std::size_t waiting_max = 4096;
    std::size_t batch_max = 512;       ///< calls in one commit
    unsigned worker = 0;               ///< 0 … 255; stands in every id this ledger makes
    std::function<bool()> may_write{}; ///< asked before every commit; false fails it (a fault)
};

class Ledger {
  public:
    /// Opens or creates the file. Fails if it is no ledger or one of another schema. `tracer` outlives this.
    static base::Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file,
                                                      LedgerOptions options, tracer::Tracer& tracer);
    /// Writes what waits, then closes.
    ~Ledger();

    tl::expected<Recorded, LedgerFault> record(const Entry& entry);
    /// The same for many, in one commit; an outcome each, in their order.
    std::vector<tl::expected<Recorded, LedgerFault>> record_all(const std::vector<const Entry*>& entries);
    /// Counts a lead that was refused, with the kind of the problem; nothing of it is kept.
    bool reject(std::string_view kind, const base::Traceparent& trace);

    base::Result<std::optional<LeadRow>> find(LeadId id);
    /// The lead as it was recorded (Entry::json).
    base::Result<std::optional<std::string>> lead_json(LeadId id);

    /// Leads accepted and not yet settled, oldest first, after this one.
    base::Result<std::vector<Unsettled>> unsettled(std::size_t count_max, LeadId after = 0);
    /// A lead is settled once: what is settled already is left as it is. The places of those that were
    /// settled now.
    tl::expected<std::vector<std::size_t>, LedgerFault> settle(const std::vector<Settlement>& settlements);
    /// The buyer gives a lead back. False for a lead that is not sold to that buyer.
    tl::expected<bool, LedgerFault> give_back(LeadId id, std::string_view buyer, std::string_view reason);
    /// Failed leads are accepted again. How many there were.
    tl::expected<std::size_t, LedgerFault> reopen(const std::vector<LeadId>& ids);
    /// Failed leads, oldest first.
    base::Result<std::vector<LeadRow>> failed(std::size_t count_max);

    /// Facts after a sequence, in order.
    base::Result<std::vector<LogRow>> log(std::int64_t after, std::size_t count_max);
    /// Where a follower of the log stands; 0 for one that never moved.
    base::Result<std::int64_t> cursor(std::string_view follower);
    bool move_cursor(std::string_view follower, std::int64_t sequence);
    /// A number that changes with every commit; look at it before log().
    std::uint64_t commits() const;
    /// Returns when there was a commit after number `seen`, at `until` or when stopped.
    void wait_for_commit(std::uint64_t seen, base::Instant until, const std::stop_token& stop);

    base::Result<LeadCounts> counts();
    /// Leads sold on a day (UTC), by buyer; returned ones count as sold.
    base::Result<std::map<std::string, std::int64_t>> sold_on(std::chrono::sys_days day);

    /// Makes everything anew from the log, in one transaction.
    base::Result<void> rebuild();

  private:
    struct Parts;
    explicit Ledger(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
