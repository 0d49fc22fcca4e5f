#include "ledger_store.hpp"

#include "ledger_facts.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t replay_batch = 1024;

std::int64_t millis_of(base::WallTime time) {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

/// Of a lead that was refused: nothing of it is kept.
std::string empty_payload() {
    Entry entry;
    entry.json = "{}";
    return received_payload(entry);
}

std::string trace_text(const base::Traceparent& trace) {
    return trace.trace_id ? base::to_text(trace) : std::string();
}

} // namespace

base::Result<LedgerStore> LedgerStore::open(const std::filesystem::path& file, unsigned worker,
                                            std::function<bool()> may_write) {
    auto database = open_ledger_file(file);
    if (!database) return tl::unexpected(database.error());
    auto reader = LedgerReader::open(*database);
    if (!reader) return tl::unexpected(reader.error());
    auto projection = LedgerProjection::open(*database);
    if (!projection) return tl::unexpected(projection.error());
    LedgerStore store(*database, *std::move(reader), *std::move(projection), worker, std::move(may_write));
    if (auto prepared = store.prepare(); !prepared) return tl::unexpected(prepared.error());
    const auto last = store.database_.number("SELECT coalesce(max(id), 0) FROM leads");
    if (!last) return tl::unexpected(last.error());
    store.last_id_ = *last;
    return store;
}

base::Result<void> LedgerStore::prepare() {
    const std::pair<Statement*, std::string_view> statements[] = {
        {&find_key_, "SELECT lead_id, fingerprint FROM idempotency WHERE key = ?"},
        {&find_identity_, "SELECT min(lead_id) FROM identities WHERE key IN (?, ?, ?)"},
        {&find_duplicate_of_, "SELECT duplicate_of FROM leads WHERE id = ?"},
        {&insert_log_, "INSERT INTO log(lead, subject, at, trace, payload) VALUES (?, ?, ?, ?, ?) "
                       "RETURNING sequence"},
        {&set_cursor_, "INSERT INTO cursors(follower, sequence) VALUES (?, ?) "
                       "ON CONFLICT(follower) DO UPDATE SET sequence = excluded.sequence"},
    };
    if (auto prepared = transactions_.prepare(database_); !prepared) return prepared;
    return database_.prepare(statements);
}

/// Milliseconds since 1970, the number of the worker in 8 bits, 12 bits of counting: ids sort by time,
/// inserts append, and workers need not ask each other. A millisecond that is full borrows from the next.
LeadId LedgerStore::next_id(base::WallTime now) {
    const auto first_of = [this](LeadId millis) { return (millis << 20) | (LeadId{worker_} << 12); };
    if (const auto fresh = first_of(millis_of(now)); fresh > last_id_) return last_id_ = fresh;
    const bool has_room = worker_of(last_id_ + 1) == worker_;
    return last_id_ = has_room ? last_id_ + 1 : first_of((last_id_ >> 20) + 1);
}

bool LedgerStore::look_up_key(const Entry& entry, Known& known) {
    if (entry.idempotency_key.empty()) return true;
    const int step = find_key_.start(entry.idempotency_key);
    if (step == SQLITE_ROW) {
        known.by_key = find_key_.integer(0);
        known.key_reused = find_key_.integer(1) != entry.fingerprint;
    }
    find_key_.finish();
    return step == SQLITE_ROW || step == SQLITE_DONE;
}

std::optional<Known> LedgerStore::look_up(const Entry& entry) {
    Known known;
    if (!look_up_key(entry, known)) return std::nullopt;
    if (!known.by_key && !entry.identity) return known;
    auto& query = known.by_key ? find_duplicate_of_ : find_identity_;
    const auto keys = entry.identity.value_or(IdentityKeys{});
    const int step = known.by_key ? query.start(*known.by_key) : query.start(keys[0], keys[1], keys[2]);
    if (step == SQLITE_ROW) known.duplicate_of = query.optional_integer(0);
    query.finish();
    if (step != SQLITE_ROW) return std::nullopt;
    return known;
}

std::optional<std::int64_t> LedgerStore::append(LeadId lead, Subject subject, base::WallTime at,
                                                const base::Traceparent& trace, std::string_view payload) {
    return insert_log_.number(lead, static_cast<std::int64_t>(subject), millis_of(at), trace_text(trace),
                              payload);
}

std::optional<Recorded> LedgerStore::record(const Entry& entry, const Known& known, base::WallTime now) {
    const auto id = next_id(now);
    const auto received = append(id, Subject::lead_received, now, entry.trace, received_payload(entry));
    if (!received) return std::nullopt;
    const auto& original = known.duplicate_of;
    const auto outcome =
        original ? append(id, Subject::lead_duplicate, now, entry.trace, duplicate_payload(*original))
                 : append(id, Subject::lead_accepted, now, entry.trace, accepted_payload(entry));
    if (!outcome || !projection_.recorded(id, entry, original, *received)) return std::nullopt;
    return Recorded{id, original, false};
}

std::optional<bool> LedgerStore::reject(std::string_view kind, const base::Traceparent& trace,
                                        base::WallTime now) {
    const auto id = next_id(now);
    const auto received = append(id, Subject::lead_received, now, trace, empty_payload());
    if (!received || !append(id, Subject::lead_rejected, now, trace, rejected_payload(kind)))
        return std::nullopt;
    if (!projection_.rejected(id, *received)) return std::nullopt;
    return true;
}

std::optional<bool> LedgerStore::settle(const Settlement& settlement, base::WallTime now) {
    const auto changed = projection_.settled(settlement, now);
    if (!changed || !*changed) return changed;
    const auto subject = subject_of(settlement.state);
    if (!append(settlement.id, subject, now, settlement.trace, settled_payload(settlement)))
        return std::nullopt;
    return true;
}

std::optional<bool> LedgerStore::give_back(LeadId id, std::string_view buyer, std::string_view reason,
                                           base::WallTime now) {
    const auto changed = projection_.returned(id, buyer);
    if (!changed || !*changed) return changed;
    if (!append(id, Subject::lead_returned, now, {}, returned_payload(buyer, reason))) return std::nullopt;
    return true;
}

std::optional<bool> LedgerStore::reopen(LeadId id, base::WallTime now) {
    const auto changed = projection_.reopened(id);
    if (!changed || !*changed) return changed;
    const auto payload = reader_.received(id);
    if (!payload || !*payload) return std::nullopt;
    const auto entry = read_received(**payload);
    if (!entry || !append(id, Subject::lead_accepted, now, {}, accepted_payload(*entry))) return std::nullopt;
    return true;
}

bool LedgerStore::move_cursor(std::string_view follower, std::int64_t sequence) {
    return set_cursor_.run(follower, sequence);
}

std::optional<bool> LedgerStore::rebuild() {
    if (!projection_.clear()) return std::nullopt;
    std::int64_t after = 0;
    for (;;) {
        const auto facts = reader_.log(after, replay_batch);
        if (!facts) return std::nullopt;
        if (facts->empty()) return true;
        for (const auto& fact : *facts)
            if (!projection_.replay(fact)) return std::nullopt;
        after = facts->back().sequence;
    }
}

} // namespace redline::leadpipe
