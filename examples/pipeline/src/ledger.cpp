#include "redline/leadpipe/ledger.hpp"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "ledger_store.hpp"
#include "redline/base/ids.hpp"
#include "redline/leadpipe/bounded_queue.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

namespace {

using Outcome = tl::expected<Recorded, LedgerFault>;

constexpr std::string_view id_prefix = "ld_";

/// One caller's wish; what it points to lives on the caller's stack, who waits for `done`.
struct Write {
    const Entry* entry = nullptr;
    const std::vector<Settlement>* settlements = nullptr;
    std::promise<Outcome> done;
};

/// Tells the seller that something was accepted.
class Bell {
  public:
    void ring() {
        {
            const std::lock_guard lock(mutex_);
            rung_ = true;
        }
        rang_.notify_one();
    }

    bool wait(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        const bool rung = rang_.wait(lock, stop, [&] { return rung_; });
        rung_ = false;
        return rung;
    }

  private:
    std::mutex mutex_;
    std::condition_variable_any rang_;
    bool rung_ = true;
};

/// Applies batches of writes, each in one transaction.
class BatchWriter {
  public:
    BatchWriter(LedgerStore store, tracer::Tracer& tracer) : store_(std::move(store)), tracer_(tracer) {}

    /// Fulfils every promise after the commit; true when leads were accepted.
    bool write(std::vector<Write>& batch) {
        const auto outcomes = apply_all(batch);
        bool accepted = false;
        for (std::size_t at = 0; at < batch.size(); ++at) {
            const auto& outcome = outcomes.empty() ? failed_ : outcomes[at];
            accepted = accepted || (batch[at].entry != nullptr && outcome && !outcome->duplicate_of);
            batch[at].done.set_value(outcome);
        }
        return accepted;
    }

  private:
    /// Empty when the transaction failed and was taken back.
    std::vector<Outcome> apply_all(const std::vector<Write>& batch) {
        std::vector<Outcome> outcomes;
        if (!store_.begin(holds_lead(batch))) return {};
        for (const auto& write : batch) {
            outcomes.push_back(write.entry != nullptr ? record(*write.entry) : settle(*write.settlements));
            if (!outcomes.back() && outcomes.back().error() == LedgerFault::storage) return take_back();
        }
        return store_.commit() ? outcomes : take_back();
    }

    /// Settlements alone need not wait for the disk: what a power failure takes back is accepted again, and
    /// the buyers decide the same again.
    static bool holds_lead(const std::vector<Write>& batch) {
        return std::any_of(batch.begin(), batch.end(),
                           [](const Write& write) { return write.entry != nullptr; });
    }

    std::vector<Outcome> take_back() {
        store_.rollback();
        return {};
    }

    Outcome record(const Entry& entry) {
        const auto known = look_up(entry);
        if (!known) return failed_;
        if (known->key_reused) return tl::unexpected(LedgerFault::key_reused);
        if (known->by_key) return Recorded{*known->by_key, known->duplicate_of, true};
        const auto recorded = store_.insert(entry, *known, base::wall_now());
        return recorded ? Outcome(*recorded) : failed_;
    }

    std::optional<Known> look_up(const Entry& entry) {
        auto span = tracer_.span("deduplicate", entry.trace);
        auto known = store_.look_up(entry);
        if (!known) span.set_error("storage");
        return known;
    }

    Outcome settle(const std::vector<Settlement>& settlements) {
        for (const auto& settlement : settlements)
            if (!store_.settle(settlement)) return failed_;
        return Recorded{};
    }

    const Outcome failed_ = tl::unexpected(LedgerFault::storage);
    LedgerStore store_;
    tracer::Tracer& tracer_;
};

} // namespace

std::string lead_id_text(LeadId id) {
    std::string text(id_prefix.size() + 16, '0');
    id_prefix.copy(text.data(), id_prefix.size());
    base::write_hex(static_cast<std::uint64_t>(id), text.data() + id_prefix.size());
    return text;
}

std::optional<LeadId> parse_lead_id(std::string_view text) {
    if (text.size() != id_prefix.size() + 16 || !text.starts_with(id_prefix)) return std::nullopt;
    const auto value = base::parse_hex(text.substr(id_prefix.size()));
    if (!value || *value > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<LeadId>(*value);
}

std::string_view to_text(LeadState state) {
    switch (state) {
    case LeadState::accepted: return "accepted";
    case LeadState::sold: return "sold";
    case LeadState::unsold: return "unsold";
    case LeadState::duplicate: break;
    }
    return "duplicate";
}

struct Ledger::Parts {
    Parts(LedgerStore written, LedgerStore read, LedgerOptions wanted, tracer::Tracer& tracer)
        : options(wanted), writer(std::move(written), tracer), reader(std::move(read)),
          queue(wanted.waiting_max), thread([this] { write_until_closed(); }) {}

    ~Parts() { queue.close(); }

    void write_until_closed() {
        for (auto batch = queue.take(options.batch_max); !batch.empty();
             batch = queue.take(options.batch_max))
            if (writer.write(batch)) bell.ring();
    }

    Outcome submit(Write write) {
        auto done = write.done.get_future();
        if (!queue.try_push(std::move(write))) return tl::unexpected(LedgerFault::full);
        return done.get();
    }

    LedgerOptions options;
    Bell bell;
    BatchWriter writer;
    std::mutex reader_mutex;
    LedgerStore reader;
    BoundedQueue<Write> queue;
    std::jthread thread; ///< last, so that it ends before what it uses
};

base::Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file, LedgerOptions options,
                                                   tracer::Tracer& tracer) {
    auto writer = LedgerStore::open(file);
    if (!writer) return tl::unexpected(writer.error());
    auto reader = LedgerStore::open(file);
    if (!reader) return tl::unexpected(reader.error());
    auto parts = std::make_unique<Parts>(*std::move(writer), *std::move(reader), options, tracer);
    return std::unique_ptr<Ledger>(new Ledger(std::move(parts)));
}

Ledger::Ledger(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Ledger::~Ledger() = default;

tl::expected<Recorded, LedgerFault> Ledger::record(const Entry& entry) {
    Write write;
    write.entry = &entry;
    return parts_->submit(std::move(write));
}

bool Ledger::settle(const std::vector<Settlement>& settlements) {
    Write write;
    write.settlements = &settlements;
    return parts_->submit(std::move(write)).has_value();
}

base::Result<std::optional<LeadRow>> Ledger::find(LeadId id) {
    const std::lock_guard lock(parts_->reader_mutex);
    return parts_->reader.find(id);
}

base::Result<std::vector<Unsettled>> Ledger::unsettled(std::size_t count_max) {
    const std::lock_guard lock(parts_->reader_mutex);
    return parts_->reader.unsettled(count_max);
}

bool Ledger::wait_for_accepted(std::stop_token stop) { return parts_->bell.wait(std::move(stop)); }

} // namespace redline::leadpipe
