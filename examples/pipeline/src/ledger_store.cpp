#include "ledger_store.hpp"

#include <algorithm>

namespace redline::leadpipe {

namespace {

constexpr Schema schema{"ledger",
                        R"(
CREATE TABLE IF NOT EXISTS leads(
  id INTEGER PRIMARY KEY, state INTEGER NOT NULL, duplicate_of INTEGER, buyer TEXT, price_cents INTEGER,
  vertical TEXT NOT NULL, fingerprint INTEGER NOT NULL, lead TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS leads_unsettled ON leads(id) WHERE state = 0;
CREATE TABLE IF NOT EXISTS identities(key INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS idempotency(
  key TEXT PRIMARY KEY, lead_id INTEGER NOT NULL, fingerprint INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)",
                        1, "name another file with --database"};

} // namespace

base::Result<LedgerStore> LedgerStore::open(const std::filesystem::path& file) {
    auto database = Database::open(file, schema);
    if (!database) return tl::unexpected(database.error());
    LedgerStore store(*database);
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
        {&find_lead_, "SELECT id, state, duplicate_of, buyer, price_cents, vertical FROM leads WHERE id = ?"},
        {&find_unsettled_, "SELECT id, vertical, fingerprint FROM leads WHERE state = 0 ORDER BY id LIMIT ?"},
        {&insert_lead_, "INSERT INTO leads(id, state, duplicate_of, vertical, fingerprint, lead) "
                        "VALUES (?, ?, ?, ?, ?, ?)"},
        {&insert_identity_, "INSERT OR IGNORE INTO identities(key, lead_id) VALUES (?, ?)"},
        {&insert_key_, "INSERT INTO idempotency(key, lead_id, fingerprint) VALUES (?, ?, ?)"},
        {&settle_, "UPDATE leads SET state = ?, buyer = ?, price_cents = ? WHERE id = ? AND state = 0"},
    };
    if (auto prepared = transactions_.prepare(database_); !prepared) return prepared;
    return database_.prepare(statements);
}

/// Milliseconds since 1970 above 20 bits of counting, so that ids sort by time and inserts append.
LeadId LedgerStore::next_id(base::WallTime now) {
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count();
    return last_id_ = std::max(last_id_ + 1, LeadId{millis} << 20);
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

std::optional<Recorded> LedgerStore::insert(const Entry& entry, const Known& known, base::WallTime now) {
    const auto id = next_id(now);
    const auto original = known.duplicate_of.value_or(id);
    const auto state =
        static_cast<std::int64_t>(known.duplicate_of ? LeadState::duplicate : LeadState::accepted);
    if (insert_lead_.start(id, state, known.duplicate_of, entry.vertical, entry.fingerprint, entry.json) !=
        SQLITE_DONE)
        return std::nullopt;
    if (!insert_identity(entry, original)) return std::nullopt;
    if (!entry.idempotency_key.empty() &&
        insert_key_.start(entry.idempotency_key, id, entry.fingerprint) != SQLITE_DONE)
        return std::nullopt;
    return Recorded{id, known.duplicate_of, false};
}

bool LedgerStore::insert_identity(const Entry& entry, LeadId original) {
    if (!entry.identity) return true;
    return std::all_of(entry.identity->begin(), entry.identity->end(), [&](std::int64_t key) {
        return insert_identity_.start(key, original) == SQLITE_DONE;
    });
}

bool LedgerStore::settle(const Settlement& settlement) {
    return settle_.start(static_cast<std::int64_t>(settlement.state), settlement.buyer,
                         settlement.price_cents, settlement.id) == SQLITE_DONE;
}

base::Result<std::optional<LeadRow>> LedgerStore::find(LeadId id) {
    const int step = find_lead_.start(id);
    std::optional<LeadRow> row;
    if (step == SQLITE_ROW)
        row = LeadRow{find_lead_.integer(0),          static_cast<LeadState>(find_lead_.integer(1)),
                      find_lead_.optional_integer(2), find_lead_.text(3),
                      find_lead_.integer(4),          find_lead_.text(5)};
    find_lead_.finish();
    if (step != SQLITE_ROW && step != SQLITE_DONE) return database_.failed();
    return row;
}

base::Result<std::vector<Unsettled>> LedgerStore::unsettled(std::size_t count_max) {
    std::vector<Unsettled> rows;
    int step = find_unsettled_.start(static_cast<std::int64_t>(count_max));
    for (; step == SQLITE_ROW; step = find_unsettled_.step())
        rows.push_back({find_unsettled_.integer(0), find_unsettled_.text(1), find_unsettled_.integer(2)});
    find_unsettled_.finish();
    if (step != SQLITE_DONE) return database_.failed();
    return rows;
}

} // namespace redline::leadpipe
