/// What follows from the facts of the ledger's log: states, identities, keys, sales a day. The tables change
/// through here alone, whether a fact becomes one now or the log is read again.
///
/// Steps of a transaction the caller began; belongs to one thread at a time. A false or empty answer means
/// SQLite failed.
#pragma once

#include "redline/base/error.hpp"
#include "redline/leadpipe/ledger_values.hpp"
#include "sqlite.hpp"

namespace redline::leadpipe {

class LedgerProjection {
  public:
    static base::Result<LedgerProjection> open(Database database);

    /// `received` is the sequence of the lead's lead.received.
    bool recorded(LeadId id, const Entry& entry, std::optional<LeadId> duplicate_of, std::int64_t received);
    bool rejected(LeadId id, std::int64_t received);
    /// Whether the lead was still to be settled.
    std::optional<bool> settled(const Settlement& settlement, base::WallTime at);
    /// Whether it was sold to that buyer.
    std::optional<bool> returned(LeadId id, std::string_view buyer);
    /// Whether it had failed.
    std::optional<bool> reopened(LeadId id);

    base::Result<void> clear();
    /// Takes in the next fact of a log that is read from its start.
    bool replay(const LogRow& fact);

  private:
    explicit LedgerProjection(Database database) : database_(std::move(database)) {}
    bool replay_outcome(const LogRow& fact);

    /// A lead.received whose outcome, the next fact of its lead, has not been read yet.
    struct Pending {
        std::int64_t sequence = 0;
        std::optional<Entry> entry;
    };

    Database database_;
    Statement insert_lead_, insert_identity_, insert_key_, settle_, return_, reopen_, count_sale_;
    Pending pending_;
};

} // namespace redline::leadpipe
