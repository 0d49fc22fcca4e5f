#include "store_projection.hpp"

namespace redline::leadpipe {

namespace {

constexpr Schema schema{"store", R"(
CREATE TABLE IF NOT EXISTS place(only INTEGER PRIMARY KEY CHECK (only = 1), sequence INTEGER NOT NULL);
INSERT OR IGNORE INTO place VALUES (1, 0);
CREATE TABLE IF NOT EXISTS leads(
    id INTEGER PRIMARY KEY, day INTEGER NOT NULL, vertical TEXT NOT NULL, state INTEGER NOT NULL,
    buyer TEXT NOT NULL, sold_day INTEGER, price_cents INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS lead_counts(
    day INTEGER, vertical TEXT, state INTEGER, count INTEGER NOT NULL,
    PRIMARY KEY (day, vertical, state)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sales(
    day INTEGER, buyer TEXT, count INTEGER NOT NULL, cents INTEGER NOT NULL, returned INTEGER NOT NULL,
    returned_cents INTEGER NOT NULL, PRIMARY KEY (day, buyer)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports(
    id TEXT PRIMARY KEY, request TEXT NOT NULL, webhook TEXT NOT NULL, made INTEGER NOT NULL, content TEXT NOT NULL,
    attempts INTEGER NOT NULL, told INTEGER, due INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unfinished_reports ON reports(due, id) WHERE made = 0 OR (webhook != '' AND told IS NULL);
)",
                        1, "delete it: it is made anew from the ledger, except for its reports"};

std::int64_t number_of(Day day) { return day.time_since_epoch().count(); }
Day day_from(std::int64_t number) { return Day(std::chrono::days(number)); }

/// What a fact makes of a lead; nothing for facts that say nothing of its state.
std::optional<LeadState> state_after(Subject subject) {
    switch (subject) {
    case Subject::lead_received:
    case Subject::lead_accepted: return LeadState::accepted;
    case Subject::lead_rejected: return LeadState::rejected;
    case Subject::lead_duplicate: return LeadState::duplicate;
    case Subject::lead_sold: return LeadState::sold;
    case Subject::lead_unsold: return LeadState::unsold;
    case Subject::lead_undelivered: return LeadState::failed;
    case Subject::lead_returned: return LeadState::returned;
    default: return std::nullopt;
    }
}

} // namespace

base::Result<Database> open_store_file(const std::filesystem::path& file) {
    return Database::open(file, schema);
}

base::Result<StoreProjection> StoreProjection::open(Database database) {
    StoreProjection made(std::move(database));
    if (auto prepared = made.prepare(); !prepared) return tl::unexpected(prepared.error());
    return made;
}

base::Result<void> StoreProjection::prepare() {
    const std::pair<Statement*, std::string_view> statements[] = {
        {&find_cursor_, "SELECT sequence FROM place"},
        {&move_cursor_, "UPDATE place SET sequence = ?"},
        {&find_lead_, "SELECT day, vertical, state, buyer, sold_day, price_cents FROM leads WHERE id = ?"},
        {&write_lead_, "INSERT OR REPLACE INTO leads(id, day, vertical, state, buyer, sold_day, price_cents) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"},
        {&count_lead_, "INSERT INTO lead_counts(day, vertical, state, count) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT DO UPDATE SET count = count + excluded.count"},
        {&count_sale_, "INSERT INTO sales(day, buyer, count, cents, returned, returned_cents) "
                       "VALUES (?, ?, 1, ?, 0, 0) "
                       "ON CONFLICT DO UPDATE SET count = count + 1, cents = cents + excluded.cents"},
        {&count_return_, "UPDATE sales SET returned = returned + 1, returned_cents = returned_cents + ? "
                         "WHERE day = ? AND buyer = ?"},
        {&keep_report_,
         "INSERT OR REPLACE INTO reports(id, request, webhook, made, content, attempts, told, due) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
        {&drop_reports_, "DELETE FROM reports WHERE id IN (SELECT id FROM reports WHERE made = 1 "
                         "AND (webhook = '' OR told IS NOT NULL) ORDER BY id "
                         "LIMIT max(0, (SELECT count(*) FROM reports) - ?))"},
    };
    if (auto prepared = database_.prepare(statements); !prepared) return prepared;
    return transactions_.prepare(database_);
}

std::optional<std::optional<StoreProjection::Lead>> StoreProjection::find(LeadId id) {
    const int step = find_lead_.start(id);
    std::optional<Lead> lead;
    if (step == SQLITE_ROW) {
        lead = Lead{day_from(find_lead_.integer(0)),
                    find_lead_.text(1),
                    static_cast<LeadState>(find_lead_.integer(2)),
                    find_lead_.text(3),
                    std::nullopt,
                    find_lead_.integer(5)};
        if (const auto day = find_lead_.optional_integer(4)) lead->sold_day = day_from(*day);
    }
    find_lead_.finish();
    if (step != SQLITE_ROW && step != SQLITE_DONE) return std::nullopt;
    return lead;
}

bool StoreProjection::count_lead(const Lead& lead, std::int64_t by) {
    return count_lead_.run(number_of(lead.day), lead.vertical, static_cast<std::int64_t>(lead.state), by);
}

bool StoreProjection::count_sale(const Lead& lead) {
    return count_sale_.run(number_of(*lead.sold_day), lead.buyer, lead.price_cents);
}

bool StoreProjection::count_return(const Lead& lead) {
    return count_return_.run(lead.price_cents, number_of(*lead.sold_day), lead.buyer);
}

bool StoreProjection::write(LeadId id, const std::optional<Lead>& before, const Lead& after) {
    const auto sold_day = after.sold_day ? std::optional(number_of(*after.sold_day)) : std::nullopt;
    if (before && !count_lead(*before, -1)) return false;
    return count_lead(after, 1) &&
           write_lead_.run(id, number_of(after.day), after.vertical, static_cast<std::int64_t>(after.state),
                           after.buyer, sold_day, after.price_cents);
}

/// A sale is the end of a lead's way, but for its return.
bool StoreProjection::apply(const LoggedEvent& fact) {
    const auto state = state_after(fact.subject);
    if (!state) return true;
    const auto found = find(fact.lead);
    if (!found) return false;
    const auto& before = *found;
    auto after = before.value_or(Lead{day_of(fact.at), {}, *state, {}, {}, 0});
    const auto was = before ? before->state : LeadState::accepted;
    const auto buyer = payload_text(fact.payload, "buyer");
    if (*state == LeadState::returned) {
        if (was != LeadState::sold || buyer != after.buyer) return true;
        after.state = LeadState::returned;
        return write(fact.lead, before, after) && count_return(after);
    }
    if (was == LeadState::sold || was == LeadState::returned) return true;
    after.state = *state;
    if (const auto vertical = payload_text(fact.payload, "vertical"); !vertical.empty())
        after.vertical = vertical;
    if (*state != LeadState::sold) return write(fact.lead, before, after);
    after.buyer = buyer;
    after.sold_day = day_of(fact.at);
    after.price_cents = payload_integer(fact.payload, "price_cents");
    return write(fact.lead, before, after) && count_sale(after);
}

bool StoreProjection::keep_report(const ReportRow& report) {
    const auto told = report.told ? std::optional<std::int64_t>(*report.told) : std::nullopt;
    return keep_report_.run(report.id, report.request, report.webhook,
                            std::int64_t{report.content.has_value()}, report.content.value_or(""),
                            report.attempts, told, report.due);
}

} // namespace redline::leadpipe
