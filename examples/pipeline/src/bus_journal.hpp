/// The bus's tables and statements, without threads: each method is one step inside a transaction the caller
/// began. Belongs to one thread at a time. An empty answer means SQLite failed and the transaction must be
/// rolled back.
#pragma once

#include <optional>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/bus_values.hpp"
#include "sqlite.hpp"

namespace redline::leadpipe {

/// A consumer and its terms.
struct Consumer {
    ConsumerId id = 0;
    Subscription terms;
};

class BusJournal {
  public:
    static base::Result<BusJournal> open(const std::filesystem::path& file, const BusOptions& options);

    bool begin(bool durable);
    bool commit() { return transactions_.commit(); }
    void rollback();

    /// Attempts that were in flight when the process ended have failed.
    std::optional<ConsumerId> subscribe(const Subscription& terms, base::WallTime now);
    std::optional<bool> unsubscribe(std::string_view consumer);

    /// Each event is known to keep its contract.
    std::optional<Published> publish(const std::vector<Event>& events, base::WallTime now);
    std::optional<std::vector<Delivery>> pull(const Consumer& consumer, std::size_t count_max,
                                              base::WallTime now);
    std::optional<bool> ack(ConsumerId consumer, std::int64_t sequence);
    std::optional<bool> nack(const Consumer& consumer, const Delivery& delivery, std::string_view reason,
                             base::WallTime now);
    std::optional<bool> replay(ConsumerId consumer, std::int64_t sequence);
    std::optional<bool> discard(ConsumerId consumer, std::int64_t sequence);

    /// Events held, the open transaction's among them.
    std::size_t held() const { return held_; }

    // Readings, which need no transaction.
    std::optional<std::vector<DeadLetter>> dead_letters(ConsumerId consumer, std::size_t count_max);
    std::optional<ConsumerDepth> depth(ConsumerId consumer, base::WallTime now);
    std::optional<LeadsOnBus> leads();
    /// When pull() may next find something; WallTime::max() when nothing is owed.
    std::optional<base::WallTime> next_due(const Consumer& consumer);

  private:
    enum class State : std::int64_t { waiting = 0, retrying = 1, in_flight = 2, dead = 3 };
    struct Owed {
        std::int64_t sequence = 0;
        int attempt = 0;
    };

    explicit BusJournal(Database database) : database_(std::move(database)) {}
    base::Result<void> prepare();

    std::optional<std::vector<ConsumerId>> consumers_of(Subject subject);
    bool keep(const Event& event, base::WallTime now, Published& published);
    bool forget_old_ids(base::WallTime now);
    std::optional<std::vector<Owed>> find_due(ConsumerId consumer, State state, base::WallTime until,
                                              std::size_t count_max);
    bool fail_all(const Consumer& consumer, base::WallTime overdue_at, std::string_view reason,
                  base::WallTime now);
    bool fail(const Consumer& consumer, Owed owed, std::string_view reason, base::WallTime now);
    bool hand_out(const Consumer& consumer, Owed owed, base::WallTime now, std::vector<Delivery>& deliveries);
    std::optional<std::string> event_text(std::int64_t sequence);
    bool move(ConsumerId consumer, Owed owed, State state, base::WallTime due, std::string_view reason);
    /// Removes the event if nobody is owed it any more.
    bool release(std::int64_t sequence);

    Database database_;
    Transactions transactions_;
    Statement find_consumer_, insert_consumer_, change_pattern_, bring_near_, list_consumers_,
        delete_consumer_, list_owed_;
    Statement remember_, forget_, insert_event_, owe_, find_event_, delete_event_;
    Statement find_due_, count_state_, move_, find_attempt_, settle_, find_owed_, replay_, discard_;
    Statement list_dead_, count_states_, find_published_at_, first_due_, list_leads_;

    BusOptions options_;
    std::size_t held_ = 0, held_before_ = 0;
    std::size_t remembered_ = 0; ///< ids since old ones were last forgotten
};

} // namespace redline::leadpipe
