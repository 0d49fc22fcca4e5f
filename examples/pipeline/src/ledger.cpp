#include "redline/leadpipe/ledger.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "ledger_store.hpp"
#include "redline/leadpipe/group_commit.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

namespace {

using Outcome = tl::expected<Recorded, LedgerFault>;

/// One caller's wish; what it points to lives on the stack of the caller, who waits.
struct Write {
    const Entry* entry = nullptr;
    const std::vector<Settlement>* settlements = nullptr;
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

    std::vector<Outcome> write(const std::vector<Write>& batch) {
        auto outcomes = in_one_transaction(store_, holds_lead(batch), batch, [this](const Write& write) {
            return write.entry != nullptr ? record(*write.entry) : settle(*write.settlements);
        });
        if (outcomes.empty()) outcomes.assign(batch.size(), tl::unexpected(LedgerFault::storage));
        return outcomes;
    }

  private:
    /// Settlements alone need not wait for the disk: what a power failure takes back is accepted again, and
    /// the buyers decide the same again.
    static bool holds_lead(const std::vector<Write>& batch) {
        return std::any_of(batch.begin(), batch.end(),
                           [](const Write& write) { return write.entry != nullptr; });
    }

    std::optional<Outcome> record(const Entry& entry) {
        const auto known = look_up(entry);
        if (!known) return std::nullopt;
        if (known->key_reused) return tl::unexpected(LedgerFault::key_reused);
        if (known->by_key) return Recorded{*known->by_key, known->duplicate_of, true};
        return store_.insert(entry, *known, base::wall_now());
    }

    std::optional<Known> look_up(const Entry& entry) {
        auto span = tracer_.span("deduplicate", entry.trace);
        auto known = store_.look_up(entry);
        if (!known) span.set_error("storage");
        return known;
    }

    std::optional<Outcome> settle(const std::vector<Settlement>& settlements) {
        for (const auto& settlement : settlements)
            if (!store_.settle(settlement)) return std::nullopt;
        return Recorded{};
    }

    LedgerStore store_;
    tracer::Tracer& tracer_;
};

bool holds_accepted(const std::vector<Write>& batch, const std::vector<Outcome>& outcomes) {
    for (std::size_t at = 0; at < batch.size(); ++at)
        if (batch[at].entry != nullptr && outcomes[at] && !outcomes[at]->duplicate_of) return true;
    return false;
}

} // namespace

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
    Parts(LedgerStore written, LedgerStore read, LedgerOptions options, tracer::Tracer& tracer)
        : writer(std::move(written), tracer), reader(std::move(read)),
          commits({options.waiting_max, options.batch_max},
                  [this](const std::vector<Write>& batch) { return write(batch); }) {}

    std::vector<Outcome> write(const std::vector<Write>& batch) {
        auto outcomes = writer.write(batch);
        if (holds_accepted(batch, outcomes)) bell.ring();
        return outcomes;
    }

    Outcome submit(Write write) { return commits.submit(write).value_or(tl::unexpected(LedgerFault::full)); }

    Bell bell;
    BatchWriter writer;
    std::mutex reader_mutex;
    LedgerStore reader;
    GroupCommit<Write, Outcome> commits; ///< last, so that its thread ends before what it uses
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
    return parts_->submit({&entry, nullptr});
}

bool Ledger::settle(const std::vector<Settlement>& settlements) {
    return parts_->submit({nullptr, &settlements}).has_value();
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
