#include "redline/leadpipe/ledger.hpp"

#include <mutex>

#include "ledger_facts.hpp"
#include "ledger_store.hpp"
#include "redline/leadpipe/commit_bell.hpp"
#include "redline/leadpipe/store_writer.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

namespace {

using Outcome = tl::expected<Recorded, LedgerFault>;

LedgerFault fault_of(CommitFault fault) {
    return fault == CommitFault::full ? LedgerFault::full : LedgerFault::storage;
}

/// The places of those that were changed; nothing when the storage failed.
template <class Things, class Step>
std::optional<std::vector<std::size_t>> change_each(const Things& things, Step step) {
    std::vector<std::size_t> changed;
    for (std::size_t at = 0; at < things.size(); ++at) {
        const std::optional<bool> done = step(things[at]);
        if (!done) return std::nullopt;
        if (*done) changed.push_back(at);
    }
    return changed;
}

} // namespace

struct Ledger::Parts {
    Parts(LedgerStore written, LedgerReader read, LedgerOptions options, tracer::Tracer& traced)
        : tracer(traced), reader(std::move(read)),
          writer({options.waiting_max, options.batch_max}, std::move(written),
                 [this](LedgerStore&) { bell.ring(); }) {}

    /// On the writer's thread.
    std::optional<Outcome> record(LedgerStore& store, const Entry& entry) const {
        auto span = tracer.span("deduplicate", entry.trace);
        const auto known = store.look_up(entry);
        if (!known) span.set_error("storage");
        span.end();
        if (!known) return std::nullopt;
        if (known->key_reused) return Outcome(tl::unexpected(LedgerFault::key_reused));
        if (known->by_key) return Outcome(Recorded{*known->by_key, known->duplicate_of, true});
        const auto recorded = store.record(entry, *known, base::wall_now());
        return recorded ? std::optional<Outcome>(*recorded) : std::nullopt;
    }

    template <class Step>
    auto read(Step step) {
        const std::lock_guard lock(reader_mutex);
        return step(reader);
    }

    tracer::Tracer& tracer;
    CommitBell bell;
    std::mutex reader_mutex;
    LedgerReader reader;
    StoreWriter<LedgerStore> writer; ///< last, so that its thread ends before what it uses
};

base::Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file, LedgerOptions options,
                                                   tracer::Tracer& tracer) {
    auto store = LedgerStore::open(file, options.worker, options.may_write);
    if (!store) return tl::unexpected(store.error());
    auto database = open_ledger_file(file);
    if (!database) return tl::unexpected(database.error());
    auto reader = LedgerReader::open(*std::move(database));
    if (!reader) return tl::unexpected(reader.error());
    auto parts = std::make_unique<Parts>(*std::move(store), *std::move(reader), options, tracer);
    return std::unique_ptr<Ledger>(new Ledger(std::move(parts)));
}

Ledger::Ledger(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Ledger::~Ledger() = default;

tl::expected<Recorded, LedgerFault> Ledger::record(const Entry& entry) {
    auto settled =
        parts_->writer.settle(true, [&](LedgerStore& store) { return parts_->record(store, entry); });
    if (!settled) return tl::unexpected(fault_of(settled.error()));
    return *std::move(settled);
}

std::vector<tl::expected<Recorded, LedgerFault>>
Ledger::record_all(const std::vector<const Entry*>& entries) {
    auto settled = parts_->writer.settle(true, [&](LedgerStore& store) {
        std::optional<std::vector<Outcome>> outcomes(std::in_place);
        for (const auto* entry : entries) {
            auto outcome = parts_->record(store, *entry);
            if (!outcome) return std::optional<std::vector<Outcome>>();
            outcomes->push_back(*std::move(outcome));
        }
        return outcomes;
    });
    if (settled) return *std::move(settled);
    return std::vector<Outcome>(entries.size(), tl::unexpected(fault_of(settled.error())));
}

bool Ledger::reject(std::string_view kind, const base::Traceparent& trace) {
    return parts_->writer
        .settle(false, [&](LedgerStore& store) { return store.reject(kind, trace, base::wall_now()); })
        .has_value();
}

tl::expected<std::vector<std::size_t>, LedgerFault>
Ledger::settle(const std::vector<Settlement>& settlements) {
    // It need not wait for the disk: what a power failure takes back is accepted again and sold again.
    return parts_->writer
        .settle(false,
                [&](LedgerStore& store) {
                    const auto now = base::wall_now();
                    return change_each(settlements,
                                       [&](const auto& each) { return store.settle(each, now); });
                })
        .map_error(fault_of);
}

tl::expected<bool, LedgerFault> Ledger::give_back(LeadId id, std::string_view buyer,
                                                  std::string_view reason) {
    return parts_->writer
        .settle(true,
                [&](LedgerStore& store) { return store.give_back(id, buyer, reason, base::wall_now()); })
        .map_error(fault_of);
}

tl::expected<std::size_t, LedgerFault> Ledger::reopen(const std::vector<LeadId>& ids) {
    return parts_->writer
        .settle(true,
                [&](LedgerStore& store) {
                    const auto now = base::wall_now();
                    return change_each(ids, [&](LeadId id) { return store.reopen(id, now); });
                })
        .map([](const auto& changed) { return changed.size(); })
        .map_error(fault_of);
}

bool Ledger::move_cursor(std::string_view follower, std::int64_t sequence) {
    return parts_->writer
        .settle(false,
                [&](LedgerStore& store) {
                    return store.move_cursor(follower, sequence) ? std::optional<bool>(true) : std::nullopt;
                })
        .has_value();
}

base::Result<void> Ledger::rebuild() {
    if (parts_->writer.settle(true, [](LedgerStore& store) { return store.rebuild(); })) return {};
    return base::failure(base::ErrorCode::io, "the ledger could not be made anew from its log",
                         "nothing was changed; the log or the disk is damaged");
}

base::Result<std::optional<LeadRow>> Ledger::find(LeadId id) {
    return parts_->read([&](LedgerReader& reader) { return reader.find(id); });
}

base::Result<std::optional<std::string>> Ledger::lead_json(LeadId id) {
    auto payload = parts_->read([&](LedgerReader& reader) { return reader.received(id); });
    if (payload && *payload) return std::optional<std::string>(lead_of(**payload));
    return payload;
}

base::Result<std::vector<Unsettled>> Ledger::unsettled(std::size_t count_max, LeadId after) {
    return parts_->read([&](LedgerReader& reader) { return reader.unsettled(count_max, after); });
}

base::Result<std::vector<LeadRow>> Ledger::failed(std::size_t count_max) {
    return parts_->read([&](LedgerReader& reader) { return reader.failed(count_max); });
}

base::Result<std::vector<LogRow>> Ledger::log(std::int64_t after, std::size_t count_max) {
    return parts_->read([&](LedgerReader& reader) { return reader.log(after, count_max); });
}

base::Result<std::int64_t> Ledger::cursor(std::string_view follower) {
    return parts_->read([&](LedgerReader& reader) { return reader.cursor(follower); });
}

base::Result<LeadCounts> Ledger::counts() {
    return parts_->read([](LedgerReader& reader) { return reader.counts(); });
}

base::Result<std::map<std::string, std::int64_t>> Ledger::sold_on(std::chrono::sys_days day) {
    return parts_->read([&](LedgerReader& reader) { return reader.sold_on(day.time_since_epoch().count()); });
}

std::uint64_t Ledger::commits() const { return parts_->bell.commits(); }

void Ledger::wait_for_commit(std::uint64_t seen, base::Instant until, const std::stop_token& stop) {
    parts_->bell.wait(seen, until, stop);
}

} // namespace redline::leadpipe
