/// The ledger as one writer sees it, without threads: each method is one step inside a transaction the caller
/// began, and writes a fact into the log together with what follows from it. Belongs to one thread at a time.
/// A false or empty answer means SQLite failed and the transaction must be rolled back.
#pragma once

#include <functional>

#include "ledger_projection.hpp"
#include "ledger_reader.hpp"

namespace redline::leadpipe {

/// What the ledger knows of a lead before it is written.
struct Known {
    std::optional<LeadId> by_key; ///< the lead this idempotency key made
    bool key_reused = false;      ///< the key came with another lead
    std::optional<LeadId> duplicate_of;
};

class LedgerStore {
  public:
    /// Opens the file, makes the tables where there are none.
    static base::Result<LedgerStore> open(const std::filesystem::path& file, unsigned worker,
                                          std::function<bool()> may_write);

    /// With `durable` the commit waits for the disk; without, only a power failure can take it back.
    bool begin(bool durable) {
        return (!may_write_ || may_write_()) && transactions_.begin(database_, durable);
    }
    bool commit() { return transactions_.commit(); }
    void rollback() { transactions_.rollback(); }

    std::optional<Known> look_up(const Entry& entry);
    std::optional<Recorded> record(const Entry& entry, const Known& known, base::WallTime now);
    std::optional<bool> reject(std::string_view kind, const base::Traceparent& trace, base::WallTime now);
    std::optional<bool> settle(const Settlement& settlement, base::WallTime now);
    std::optional<bool> give_back(LeadId id, std::string_view buyer, std::string_view reason,
                                  base::WallTime now);
    std::optional<bool> reopen(LeadId id, base::WallTime now);
    bool move_cursor(std::string_view follower, std::int64_t sequence);

    /// Makes everything but the log and the cursors anew.
    std::optional<bool> rebuild();

  private:
    LedgerStore(Database database, LedgerReader reader, LedgerProjection projection, unsigned worker,
                std::function<bool()> may_write)
        : database_(std::move(database)), reader_(std::move(reader)), projection_(std::move(projection)),
          worker_(worker), may_write_(std::move(may_write)) {}
    base::Result<void> prepare();
    bool look_up_key(const Entry& entry, Known& known);
    LeadId next_id(base::WallTime now);
    /// The sequence of the fact.
    std::optional<std::int64_t> append(LeadId lead, Subject subject, base::WallTime at,
                                       const base::Traceparent& trace, std::string_view payload);

    Database database_;
    LedgerReader reader_;
    LedgerProjection projection_;
    Transactions transactions_;
    Statement find_key_, find_identity_, find_duplicate_of_, insert_log_, set_cursor_;
    unsigned worker_;
    std::function<bool()> may_write_;
    LeadId last_id_ = 0;
};

} // namespace redline::leadpipe
