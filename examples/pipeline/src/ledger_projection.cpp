#include "ledger_projection.hpp"

#include "ledger_facts.hpp"

namespace redline::leadpipe {

namespace {

std::int64_t day_of(base::WallTime time) {
    return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

std::int64_t number_of(LeadState state) { return static_cast<std::int64_t>(state); }

} // namespace

base::Result<LedgerProjection> LedgerProjection::open(Database database) {
    LedgerProjection made(std::move(database));
    const std::pair<Statement*, std::string_view> statements[] = {
        {&made.insert_lead_, "INSERT INTO leads(id, state, received, duplicate_of, vertical, fingerprint) "
                             "VALUES (?, ?, ?, ?, ?, ?)"},
        {&made.insert_identity_, "INSERT OR IGNORE INTO identities(key, lead_id) VALUES (?, ?)"},
        {&made.insert_key_, "INSERT INTO idempotency(key, lead_id, fingerprint) VALUES (?, ?, ?)"},
        {&made.settle_,
         "UPDATE leads SET state = ?, buyer = ?, price_cents = ?, reason = ? WHERE id = ? AND state = 0 "
         "RETURNING id"},
        {&made.return_, "UPDATE leads SET state = 6 WHERE id = ? AND buyer = ? AND state = 1 RETURNING id"},
        {&made.reopen_, "UPDATE leads SET state = 0, reason = NULL WHERE id = ? AND state = 5 RETURNING id"},
        {&made.count_sale_, "INSERT INTO sales(day, buyer, count) VALUES (?, ?, 1) "
                            "ON CONFLICT(day, buyer) DO UPDATE SET count = count + 1"},
    };
    if (auto prepared = made.database_.prepare(statements); !prepared)
        return tl::unexpected(prepared.error());
    return made;
}

bool LedgerProjection::recorded(LeadId id, const Entry& entry, std::optional<LeadId> duplicate_of,
                                std::int64_t received) {
    const auto state = number_of(duplicate_of ? LeadState::duplicate : LeadState::accepted);
    if (!insert_lead_.run(id, state, received, duplicate_of, entry.vertical, entry.fingerprint)) return false;
    if (entry.identity)
        for (const auto key : *entry.identity)
            if (!insert_identity_.run(key, duplicate_of.value_or(id))) return false;
    return entry.idempotency_key.empty() || insert_key_.run(entry.idempotency_key, id, entry.fingerprint);
}

bool LedgerProjection::rejected(LeadId id, std::int64_t received) {
    return insert_lead_.run(id, number_of(LeadState::rejected), received, std::optional<LeadId>(),
                            std::string_view(), std::int64_t{0});
}

std::optional<bool> LedgerProjection::settled(const Settlement& settlement, base::WallTime at) {
    const auto open = settle_.finds(number_of(settlement.state), settlement.buyer, settlement.price_cents,
                                    reason_of(settlement), settlement.id);
    if (!open || !*open || settlement.state != LeadState::sold) return open;
    if (!count_sale_.run(day_of(at), settlement.buyer)) return std::nullopt;
    return true;
}

std::optional<bool> LedgerProjection::returned(LeadId id, std::string_view buyer) {
    return return_.finds(id, buyer);
}

std::optional<bool> LedgerProjection::reopened(LeadId id) { return reopen_.finds(id); }

base::Result<void> LedgerProjection::clear() {
    return database_.execute(
        "DELETE FROM leads; DELETE FROM identities; DELETE FROM idempotency; DELETE FROM sales;");
}

/// A lead's first two facts were written in one step, so they stand side by side.
bool LedgerProjection::replay(const LogRow& fact) {
    if (fact.subject != Subject::lead_received) return replay_outcome(fact);
    pending_ = {fact.sequence, read_received(fact.payload)};
    return true;
}

bool LedgerProjection::replay_outcome(const LogRow& fact) {
    switch (fact.subject) {
    case Subject::lead_rejected: return rejected(fact.lead, pending_.sequence);
    case Subject::lead_duplicate: {
        const auto original = read_duplicate(fact.payload);
        return original && pending_.entry &&
               recorded(fact.lead, *pending_.entry, original, pending_.sequence);
    }
    case Subject::lead_accepted:
        if (fact.sequence == pending_.sequence + 1)
            return pending_.entry && recorded(fact.lead, *pending_.entry, {}, pending_.sequence);
        return reopened(fact.lead).has_value();
    case Subject::lead_returned: {
        const auto back = read_settled(fact.subject, fact.payload);
        return back && returned(fact.lead, back->buyer).has_value();
    }
    case Subject::lead_sold:
    case Subject::lead_unsold:
    case Subject::lead_undelivered: {
        auto settlement = read_settled(fact.subject, fact.payload);
        if (!settlement) return false;
        settlement->id = fact.lead;
        return settled(*settlement, fact.at).has_value();
    }
    default: return true; // Facts of other roles change nothing here.
    }
}

} // namespace redline::leadpipe
