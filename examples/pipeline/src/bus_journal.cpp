#include "bus_journal.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/leadpipe/event_contract.hpp"

namespace redline::leadpipe {

namespace {

/// A delivery is what one consumer is owed of one event. What was never delivered is due since 0, so that one
/// index gives both the waiting in the order of publication and the retrying in the order of their due times.
/// AUTOINCREMENT: a number is never given twice, or a late acknowledgement could settle another event.
constexpr Schema schema{"bus journal",
                        R"(
CREATE TABLE IF NOT EXISTS consumers(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, pattern TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS events(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, published_at INTEGER NOT NULL, event TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS deliveries(
  consumer INTEGER NOT NULL, sequence INTEGER NOT NULL, state INTEGER NOT NULL, due_at INTEGER NOT NULL,
  attempt INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(consumer, sequence)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries(consumer, state, due_at, sequence);
CREATE TABLE IF NOT EXISTS published_ids(
  event_id TEXT PRIMARY KEY, published_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS published_ids_age ON published_ids(published_at);
)",
                        1, "name another file for the bus"};

/// Twice as many old ids are forgotten as new ones came since, so that they cannot pile up.
constexpr std::size_t ids_between_forgetting = 512;
constexpr std::int64_t ids_forgotten_at_once = 1024;

constexpr std::size_t reason_bytes_max = 500;

std::int64_t nanoseconds(base::WallTime time) { return time.time_since_epoch().count(); }

base::WallTime wall_time(std::int64_t nanoseconds) {
    return base::WallTime(std::chrono::nanoseconds(nanoseconds));
}

base::Result<Event> read_kept(std::string_view text) {
    auto event = parse_event(text);
    if (!event) return event;
    if (auto checked = check_event(*event); !checked) return tl::unexpected(checked.error());
    return event;
}

} // namespace

base::Result<BusJournal> BusJournal::open(const std::filesystem::path& file, const BusOptions& options) {
    auto database = Database::open(file, schema);
    if (!database) return tl::unexpected(database.error());
    BusJournal journal(*database);
    journal.options_ = options;
    if (auto prepared = journal.prepare(); !prepared) return tl::unexpected(prepared.error());
    const auto held = journal.database_.number("SELECT count(*) FROM events");
    if (!held) return tl::unexpected(held.error());
    journal.held_ = static_cast<std::size_t>(*held);
    return journal;
}

base::Result<void> BusJournal::prepare() {
    const std::pair<Statement*, std::string_view> statements[] = {
        {&find_consumer_, "SELECT id FROM consumers WHERE name = ?"},
        {&insert_consumer_, "INSERT INTO consumers(name, pattern) VALUES (?, ?) RETURNING id"},
        {&change_pattern_, "UPDATE consumers SET pattern = ? WHERE id = ?"},
        {&bring_near_, "UPDATE deliveries SET due_at = min(due_at, ?) WHERE consumer = ? AND state = 1"},
        {&list_consumers_, "SELECT id, pattern FROM consumers"},
        {&delete_consumer_, "DELETE FROM consumers WHERE id = ?"},
        {&list_owed_, "SELECT sequence FROM deliveries WHERE consumer = ?"},
        {&remember_, "INSERT INTO published_ids(event_id, published_at) VALUES (?, ?) "
                     "ON CONFLICT(event_id) DO UPDATE SET published_at = excluded.published_at "
                     "WHERE published_ids.published_at <= ? RETURNING 1"},
        {&forget_, "DELETE FROM published_ids WHERE event_id IN (SELECT event_id FROM published_ids "
                   "WHERE published_at <= ? ORDER BY published_at LIMIT ?)"},
        {&insert_event_, "INSERT INTO events(published_at, event) VALUES (?, ?) RETURNING sequence"},
        {&owe_, "INSERT INTO deliveries(consumer, sequence, state, due_at, attempt, reason) "
                "VALUES (?, ?, 0, 0, 0, '')"},
        {&find_event_, "SELECT event FROM events WHERE sequence = ?"},
        {&delete_event_, "DELETE FROM events WHERE sequence = ? RETURNING 1"},
        {&find_due_, "SELECT sequence, attempt FROM deliveries WHERE consumer = ? AND state = ? "
                     "AND due_at <= ? ORDER BY due_at, sequence LIMIT ?"},
        {&count_state_, "SELECT count(*) FROM deliveries WHERE consumer = ? AND state = ?"},
        {&move_, "UPDATE deliveries SET state = ?, due_at = ?, attempt = ?, reason = ? "
                 "WHERE consumer = ? AND sequence = ?"},
        {&find_attempt_, "SELECT 1 FROM deliveries WHERE consumer = ? AND sequence = ? AND state = 2 "
                         "AND attempt = ?"},
        {&settle_, "DELETE FROM deliveries WHERE consumer = ? AND sequence = ? RETURNING 1"},
        {&find_owed_, "SELECT 1 FROM consumers CROSS JOIN deliveries ON deliveries.consumer = consumers.id "
                      "AND deliveries.sequence = ? LIMIT 1"},
        {&replay_, "UPDATE deliveries SET state = 0, due_at = 0, attempt = 0, reason = '' "
                   "WHERE consumer = ? AND sequence = ? AND state = 3 RETURNING 1"},
        {&discard_, "DELETE FROM deliveries WHERE consumer = ? AND sequence = ? AND state = 3 RETURNING 1"},
        {&list_dead_, "SELECT sequence, attempt, reason, due_at, event FROM deliveries JOIN events "
                      "USING(sequence) WHERE consumer = ? AND state = 3 ORDER BY due_at, sequence LIMIT ?"},
        {&count_states_, "SELECT state, count(*), min(sequence) FROM deliveries WHERE consumer = ? "
                         "GROUP BY state"},
        {&find_published_at_, "SELECT published_at FROM events WHERE sequence = ?"},
        {&list_leads_, "SELECT json_extract(event, '$.lead_id'), min(state = ?) FROM deliveries JOIN events "
                       "USING (sequence) WHERE json_valid(event) GROUP BY 1"},
        {&first_due_, "SELECT coalesce(min(due_at), 9223372036854775807) FROM deliveries "
                      "WHERE consumer = ? AND state = ?"},
    };
    if (auto prepared = transactions_.prepare(database_); !prepared) return prepared;
    return database_.prepare(statements);
}

bool BusJournal::begin(bool durable) {
    held_before_ = held_;
    return transactions_.begin(database_, durable);
}

void BusJournal::rollback() {
    held_ = held_before_;
    transactions_.rollback();
}

std::optional<ConsumerId> BusJournal::subscribe(const Subscription& terms, base::WallTime now) {
    const int step = find_consumer_.start(terms.consumer);
    const auto known = step == SQLITE_ROW ? find_consumer_.integer(0) : 0;
    find_consumer_.finish();
    if (step == SQLITE_DONE) return insert_consumer_.number(terms.consumer, terms.pattern);
    if (step != SQLITE_ROW || !change_pattern_.run(terms.pattern, known)) return std::nullopt;
    if (!fail_all({known, terms}, base::WallTime::max(), "the process ended before it was answered", now))
        return std::nullopt;
    if (!bring_near_.run(nanoseconds(now + terms.redelivery.delay_max), known)) return std::nullopt;
    return known;
}

std::optional<bool> BusJournal::unsubscribe(std::string_view consumer) {
    const int step = find_consumer_.start(consumer);
    const auto id = step == SQLITE_ROW ? find_consumer_.integer(0) : 0;
    find_consumer_.finish();
    if (step == SQLITE_DONE) return false;
    if (step != SQLITE_ROW) return std::nullopt;
    std::vector<std::int64_t> sequences;
    int listed = list_owed_.start(id);
    for (; listed == SQLITE_ROW; listed = list_owed_.step()) sequences.push_back(list_owed_.integer(0));
    list_owed_.finish();
    if (listed != SQLITE_DONE) return std::nullopt;
    for (const auto sequence : sequences)
        if (!ack(id, sequence)) return std::nullopt;
    if (!delete_consumer_.run(id)) return std::nullopt;
    return true;
}

std::optional<Published> BusJournal::publish(const std::vector<Event>& events, base::WallTime now) {
    Published published;
    for (const auto& event : events)
        if (!keep(event, now, published)) return std::nullopt;
    if (!forget_old_ids(now)) return std::nullopt;
    return published;
}

bool BusJournal::keep(const Event& event, base::WallTime now, Published& published) {
    const auto consumers = consumers_of(event.subject);
    if (!consumers) return false;
    if (consumers->empty()) return ++published.unwanted, true;
    const auto is_new =
        remember_.finds(event.id, nanoseconds(now), nanoseconds(now - options_.duplicate_window));
    if (!is_new) return false;
    if (!*is_new) return ++published.duplicates, true;
    ++remembered_;
    const auto sequence = insert_event_.number(nanoseconds(now), to_text(event));
    if (!sequence) return false;
    ++held_;
    ++published.kept;
    return std::all_of(consumers->begin(), consumers->end(),
                       [&](ConsumerId consumer) { return owe_.run(consumer, *sequence); });
}

std::optional<std::vector<ConsumerId>> BusJournal::consumers_of(Subject subject) {
    std::vector<ConsumerId> wanting;
    int step = list_consumers_.start();
    for (; step == SQLITE_ROW; step = list_consumers_.step()) {
        const auto pattern = SubjectPattern::parse(list_consumers_.text(1));
        if (pattern && pattern->matches(subject)) wanting.push_back(list_consumers_.integer(0));
    }
    list_consumers_.finish();
    if (step != SQLITE_DONE) return std::nullopt;
    return wanting;
}

bool BusJournal::forget_old_ids(base::WallTime now) {
    if (remembered_ < ids_between_forgetting) return true;
    remembered_ = 0;
    return forget_.run(nanoseconds(now - options_.duplicate_window), ids_forgotten_at_once);
}

std::optional<std::vector<Delivery>> BusJournal::pull(const Consumer& consumer, std::size_t count_max,
                                                      base::WallTime now) {
    if (!fail_all(consumer, now, "it was not answered in time", now)) return std::nullopt;
    const auto counted = count_state_.number(consumer.id, static_cast<std::int64_t>(State::in_flight));
    if (!counted) return std::nullopt;
    const auto in_flight = std::min(static_cast<std::size_t>(*counted), consumer.terms.in_flight_max);
    const auto room = std::min(count_max, consumer.terms.in_flight_max - in_flight);
    std::vector<Delivery> deliveries;
    for (const auto state : {State::retrying, State::waiting}) {
        const auto due = find_due(consumer.id, state, now, room - deliveries.size());
        if (!due) return std::nullopt;
        for (const auto& owed : *due)
            if (!hand_out(consumer, owed, now, deliveries)) return std::nullopt;
    }
    return deliveries;
}

std::optional<std::vector<BusJournal::Owed>>
BusJournal::find_due(ConsumerId consumer, State state, base::WallTime until, std::size_t count_max) {
    std::vector<Owed> due;
    int step = find_due_.start(consumer, static_cast<std::int64_t>(state), nanoseconds(until),
                               static_cast<std::int64_t>(std::min<std::size_t>(count_max, INT64_MAX)));
    for (; step == SQLITE_ROW; step = find_due_.step())
        due.push_back({find_due_.integer(0), static_cast<int>(find_due_.integer(1))});
    find_due_.finish();
    if (step != SQLITE_DONE) return std::nullopt;
    return due;
}

/// Fails every attempt in flight whose time was up at `overdue_at`.
bool BusJournal::fail_all(const Consumer& consumer, base::WallTime overdue_at, std::string_view reason,
                          base::WallTime now) {
    const auto overdue = find_due(consumer.id, State::in_flight, overdue_at, INT64_MAX);
    return overdue && std::all_of(overdue->begin(), overdue->end(),
                                  [&](const Owed& owed) { return fail(consumer, owed, reason, now); });
}

bool BusJournal::fail(const Consumer& consumer, Owed owed, std::string_view reason, base::WallTime now) {
    const auto jitter =
        redelivery_jitter(options_.seed, consumer.terms.consumer, owed.sequence, owed.attempt);
    const auto delay = redelivery_delay(consumer.terms.redelivery, owed.attempt, jitter);
    reason = reason.substr(0, reason_bytes_max);
    if (delay) return move(consumer.id, owed, State::retrying, now + *delay, reason);
    return move(consumer.id, owed, State::dead, now, reason);
}

/// Writes the attempt down and adds it to `deliveries`; what breaks its contract becomes a dead letter.
bool BusJournal::hand_out(const Consumer& consumer, Owed owed, base::WallTime now,
                          std::vector<Delivery>& deliveries) {
    const auto text = event_text(owed.sequence);
    if (!text) return false;
    auto event = read_kept(*text);
    if (!event) return move(consumer.id, owed, State::dead, now, event.error().message);
    event->attempt = ++owed.attempt;
    deliveries.push_back({owed.sequence, *std::move(event)});
    return move(consumer.id, owed, State::in_flight, now + consumer.terms.redelivery.ack_timeout, "");
}

std::optional<std::string> BusJournal::event_text(std::int64_t sequence) {
    const int step = find_event_.start(sequence);
    std::optional<std::string> text;
    if (step == SQLITE_ROW || step == SQLITE_DONE)
        text = step == SQLITE_ROW ? find_event_.text(0) : std::string();
    find_event_.finish();
    return text;
}

bool BusJournal::move(ConsumerId consumer, Owed owed, State state, base::WallTime due,
                      std::string_view reason) {
    return move_.run(static_cast<std::int64_t>(state), nanoseconds(due), std::int64_t{owed.attempt}, reason,
                     consumer, owed.sequence);
}

std::optional<bool> BusJournal::ack(ConsumerId consumer, std::int64_t sequence) {
    const auto owed = settle_.finds(consumer, sequence);
    if (!owed || (*owed && !release(sequence))) return std::nullopt;
    return owed;
}

std::optional<bool> BusJournal::nack(const Consumer& consumer, const Delivery& delivery,
                                     std::string_view reason, base::WallTime now) {
    const Owed owed{delivery.sequence, delivery.event.attempt};
    const auto current = find_attempt_.finds(consumer.id, owed.sequence, std::int64_t{owed.attempt});
    if (!current || (*current && !fail(consumer, owed, reason, now))) return std::nullopt;
    return current;
}

std::optional<bool> BusJournal::replay(ConsumerId consumer, std::int64_t sequence) {
    return replay_.finds(consumer, sequence);
}

std::optional<bool> BusJournal::discard(ConsumerId consumer, std::int64_t sequence) {
    const auto dead = discard_.finds(consumer, sequence);
    if (!dead || (*dead && !release(sequence))) return std::nullopt;
    return dead;
}

bool BusJournal::release(std::int64_t sequence) {
    const auto owed = find_owed_.finds(sequence);
    if (!owed) return false;
    if (*owed) return true;
    const auto removed = delete_event_.finds(sequence);
    if (removed && *removed) --held_;
    return removed.has_value();
}

std::optional<std::vector<DeadLetter>> BusJournal::dead_letters(ConsumerId consumer, std::size_t count_max) {
    std::vector<DeadLetter> letters;
    int step =
        list_dead_.start(consumer, static_cast<std::int64_t>(std::min<std::size_t>(count_max, INT64_MAX)));
    for (; step == SQLITE_ROW; step = list_dead_.step())
        letters.push_back({list_dead_.integer(0), static_cast<int>(list_dead_.integer(1)), list_dead_.text(2),
                           wall_time(list_dead_.integer(3)), list_dead_.text(4)});
    list_dead_.finish();
    if (step != SQLITE_DONE) return std::nullopt;
    return letters;
}

std::optional<ConsumerDepth> BusJournal::depth(ConsumerId consumer, base::WallTime now) {
    ConsumerDepth depth;
    const std::array<std::size_t*, 4> counts{&depth.waiting, &depth.retrying, &depth.in_flight, &depth.dead};
    std::int64_t oldest = INT64_MAX;
    int step = count_states_.start(consumer);
    for (; step == SQLITE_ROW; step = count_states_.step()) {
        const auto state = static_cast<std::size_t>(count_states_.integer(0));
        if (state >= counts.size()) continue;
        *counts[state] = static_cast<std::size_t>(count_states_.integer(1));
        if (state != static_cast<std::size_t>(State::dead))
            oldest = std::min(oldest, count_states_.integer(2));
    }
    count_states_.finish();
    if (step != SQLITE_DONE) return std::nullopt;
    if (const auto published_at = find_published_at_.number(oldest))
        depth.lag = std::max(base::Duration::zero(), now - wall_time(*published_at));
    return depth;
}

std::optional<LeadsOnBus> BusJournal::leads() {
    LeadsOnBus leads;
    int step = list_leads_.start(static_cast<std::int64_t>(State::dead));
    for (; step == SQLITE_ROW; step = list_leads_.step())
        if (const auto lead = parse_lead_id(list_leads_.text(0)))
            (list_leads_.integer(1) != 0 ? leads.dead : leads.owed).insert(*lead);
    list_leads_.finish();
    if (step != SQLITE_DONE) return std::nullopt;
    return leads;
}

std::optional<base::WallTime> BusJournal::next_due(const Consumer& consumer) {
    const auto first = [&](State state) {
        return first_due_.number(consumer.id, static_cast<std::int64_t>(state));
    };
    const auto counted = count_state_.number(consumer.id, static_cast<std::int64_t>(State::in_flight));
    auto due = first(State::in_flight);
    if (!counted || !due) return std::nullopt;
    if (static_cast<std::size_t>(*counted) >= consumer.terms.in_flight_max) return wall_time(*due);
    for (const auto state : {State::retrying, State::waiting}) {
        const auto first_of_state = first(state);
        if (!first_of_state) return std::nullopt;
        due = std::min(*due, *first_of_state);
    }
    return wall_time(*due);
}

} // namespace redline::leadpipe
