#include "ledger_reader.hpp"

namespace redline::leadpipe {

namespace {

using std::chrono::milliseconds;

constexpr Schema schema{"ledger",
                        R"(
CREATE TABLE IF NOT EXISTS log(
  sequence INTEGER PRIMARY KEY, lead INTEGER NOT NULL, subject INTEGER NOT NULL, at INTEGER NOT NULL,
  trace TEXT NOT NULL, payload TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS log_received ON log(sequence) WHERE subject = 0;
CREATE TABLE IF NOT EXISTS cursors(follower TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leads(
  id INTEGER PRIMARY KEY, state INTEGER NOT NULL, received INTEGER NOT NULL, duplicate_of INTEGER, buyer TEXT,
  price_cents INTEGER, reason TEXT, vertical TEXT NOT NULL, fingerprint INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS leads_unsettled ON leads(id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS leads_failed ON leads(id) WHERE state = 5;
CREATE TABLE IF NOT EXISTS identities(key INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS idempotency(
  key TEXT PRIMARY KEY, lead_id INTEGER NOT NULL, fingerprint INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sales(
  day INTEGER NOT NULL, buyer TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(day, buyer)) STRICT, WITHOUT ROWID;
)",
                        2, "name another file with --database"};

LeadRow lead_row(Statement& found) {
    return {found.integer(0),          static_cast<LeadState>(found.integer(1)),
            found.optional_integer(2), found.text(3),
            found.integer(4),          found.text(5),
            found.integer(6),          found.text(7)};
}

LogRow log_row(Statement& found) {
    return {found.integer(0),
            found.integer(1),
            static_cast<Subject>(found.integer(2)),
            base::WallTime(milliseconds(found.integer(3))),
            base::parse_traceparent(found.text(4)).value_or(base::Traceparent{}),
            found.text(5)};
}

/// The first of at most one row.
template <class Row>
base::Result<std::optional<Row>> first_of(base::Result<std::vector<Row>> rows) {
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<Row>();
    return std::optional<Row>(std::move(rows->front()));
}

} // namespace

base::Result<Database> open_ledger_file(const std::filesystem::path& file) {
    return Database::open(file, schema);
}

base::Result<LedgerReader> LedgerReader::open(Database database) {
    LedgerReader reader(std::move(database));
    const std::pair<Statement*, std::string_view> statements[] = {
        {&reader.find_lead_, "SELECT id, state, duplicate_of, buyer, price_cents, vertical, fingerprint, "
                             "reason FROM leads WHERE id = ?"},
        {&reader.find_received_,
         "SELECT log.payload FROM leads JOIN log ON log.sequence = leads.received WHERE leads.id = ?"},
        {&reader.find_unsettled_,
         "SELECT id, vertical, fingerprint FROM leads WHERE state = 0 AND id > ? ORDER BY id LIMIT ?"},
        {&reader.find_failed_,
         "SELECT id, state, duplicate_of, buyer, price_cents, vertical, fingerprint, reason FROM leads "
         "WHERE state = 5 ORDER BY id LIMIT ?"},
        {&reader.find_log_, "SELECT sequence, lead, subject, at, trace, payload FROM log WHERE sequence > ? "
                            "ORDER BY sequence LIMIT ?"},
        {&reader.find_cursor_, "SELECT coalesce(max(sequence), 0) FROM cursors WHERE follower = ?"},
        {&reader.count_received_, "SELECT count(*) FROM log WHERE subject = 0"},
        {&reader.count_states_, "SELECT state, count(*) FROM leads GROUP BY state"},
        {&reader.find_sales_, "SELECT buyer, count FROM sales WHERE day = ?"},
    };
    if (auto prepared = reader.database_.prepare(statements); !prepared)
        return tl::unexpected(prepared.error());
    return reader;
}

base::Result<std::optional<LeadRow>> LedgerReader::find(LeadId id) {
    return first_of(rows(find_lead_, find_lead_.start(id), [&] { return lead_row(find_lead_); }));
}

base::Result<std::optional<std::string>> LedgerReader::received(LeadId id) {
    return first_of(rows(find_received_, find_received_.start(id), [&] { return find_received_.text(0); }));
}

base::Result<std::vector<Unsettled>> LedgerReader::unsettled(std::size_t count_max, LeadId after) {
    auto& found = find_unsettled_;
    return rows(found, found.start(after, static_cast<std::int64_t>(count_max)), [&] {
        return Unsettled{found.integer(0), found.text(1), found.integer(2)};
    });
}

base::Result<std::vector<LeadRow>> LedgerReader::failed(std::size_t count_max) {
    return rows(find_failed_, find_failed_.start(static_cast<std::int64_t>(count_max)),
                [&] { return lead_row(find_failed_); });
}

base::Result<std::vector<LogRow>> LedgerReader::log(std::int64_t after, std::size_t count_max) {
    return rows(find_log_, find_log_.start(after, static_cast<std::int64_t>(count_max)),
                [&] { return log_row(find_log_); });
}

base::Result<std::int64_t> LedgerReader::cursor(std::string_view follower) {
    if (const auto sequence = find_cursor_.number(follower)) return *sequence;
    return database_.failed();
}

/// Inside one transaction, so that both counts are of the same moment.
base::Result<LeadCounts> LedgerReader::counts() {
    if (auto begun = database_.execute("BEGIN"); !begun) return tl::unexpected(begun.error());
    auto counts = count();
    if (auto ended = database_.execute("COMMIT"); !ended) return tl::unexpected(ended.error());
    return counts;
}

base::Result<LeadCounts> LedgerReader::count() {
    LeadCounts counts;
    const auto received = count_received_.number();
    if (!received) return database_.failed();
    counts.received = *received;
    const auto states = rows(count_states_, count_states_.start(), [&] {
        return std::pair(static_cast<std::size_t>(count_states_.integer(0)), count_states_.integer(1));
    });
    if (!states) return tl::unexpected(states.error());
    for (const auto& [state, count] : *states) counts.by_state.at(state) = count;
    return counts;
}

base::Result<std::map<std::string, std::int64_t>> LedgerReader::sold_on(std::int64_t day) {
    const auto sales = rows(find_sales_, find_sales_.start(day),
                            [&] { return std::pair(find_sales_.text(0), find_sales_.integer(1)); });
    if (!sales) return tl::unexpected(sales.error());
    return std::map<std::string, std::int64_t>(sales->begin(), sales->end());
}

} // namespace redline::leadpipe
