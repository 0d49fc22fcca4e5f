/// The ledger's tables and statements, without threads: each method is one step inside a transaction the
/// caller began. Belongs to one thread at a time. A false answer means SQLite failed and the transaction must
/// be rolled back.
#pragma once

#include "redline/base/clock.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "sqlite.hpp"

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
    static base::Result<LedgerStore> open(const std::filesystem::path& file);

    /// With `durable` the commit waits for the disk; without, only a power failure can take it back.
    bool begin(bool durable) { return transactions_.begin(database_, durable); }
    bool commit() { return transactions_.commit(); }
    void rollback() { transactions_.rollback(); }

    std::optional<Known> look_up(const Entry& entry);
    std::optional<Recorded> insert(const Entry& entry, const Known& known, base::WallTime now);
    bool settle(const Settlement& settlement);

    base::Result<std::optional<LeadRow>> find(LeadId id);
    base::Result<std::vector<Unsettled>> unsettled(std::size_t count_max);

  private:
    explicit LedgerStore(Database database) : database_(std::move(database)) {}
    base::Result<void> prepare();
    bool look_up_key(const Entry& entry, Known& known);
    bool insert_identity(const Entry& entry, LeadId original);
    LeadId next_id(base::WallTime now);

    Database database_;
    Transactions transactions_;
    Statement find_key_, find_identity_, find_duplicate_of_, find_lead_, find_unsettled_;
    Statement insert_lead_, insert_identity_, insert_key_, settle_;
    LeadId last_id_ = 0;
};

} // namespace redline::leadpipe
