/// Why this exists: the roles of the pipeline must not lose a lead between them, whichever of them dies. The
/// bus keeps every event in a SQLite journal until each consumer that subscribed to it has acknowledged it.
///
/// What is promised:
/// - publish() returns when the events are on disk, all of them or none. Publishers that wait together are
///   committed together.
/// - Each event goes to each durable consumer that had subscribed before it was published: at least once and
///   until acknowledged, or it stands in that consumer's dead letters. What no consumer wants is not kept.
/// - An acknowledged event is not delivered again, not even after kill -9; a power failure may take back what
///   was acknowledged last, never what was published.
/// - An attempt is written down before it is delivered, so that an event which kills its consumer dies after
///   attempts_max like any other. Attempts cut off by the end of the process count as failed.
/// - To one consumer, events come in the order of their publication, those of one lead too, but for one that
///   is delivered again: later events may have passed it. Redeliveries that are due come first.
/// - An event id published again within duplicate_window is not kept again, whoever publishes it.
/// - The last acknowledgement of an event removes it in the same commit; ids are forgotten in batches when
///   their window has passed. Everything else has a limit, and says so when it is reached.
///
/// Times in the journal are wall time, as they must outlive the process; while it runs they follow the steady
/// clock, and at subscribe() no redelivery is left further away than delay_max.
///
/// A NATS JetStream stream with interest retention and `sync_interval: always` could stand in its place:
/// publish with Nats-Msg-Id, a durable pull consumer with AckExplicit, AckWait, MaxDeliver and MaxAckPending,
/// a second stream for dead letters. All or none it would keep by repeating what failed half-way.
///
/// Any thread may call anything; several may pull for one consumer. One process a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "redline/base/clock.hpp"
#include "redline/base/error.hpp"
#include "redline/leadpipe/bus_values.hpp"

namespace redline::leadpipe {

class Bus {
  public:
    /// Opens or creates the file. Fails if it is no bus journal of this schema. `clock` outlives this.
    static base::Result<std::unique_ptr<Bus>> open(const std::filesystem::path& file, BusOptions options,
                                                   base::Clock& clock);
    /// Writes what waits, then closes.
    ~Bus();

    /// Durable when it returns, all or none. Fails: contract, full, backlog, storage.
    BusResult<Published> publish(const std::vector<Event>& events);

    /// Begins, or takes up again, a durable consumer; once an opening. A changed pattern holds for what is
    /// published from now on.
    BusResult<ConsumerId> subscribe(const Subscription& subscription);
    /// Ends a durable consumer of that name, subscribed or not, and what it was still owed. False when there
    /// was none.
    BusResult<bool> unsubscribe(const std::string& consumer);

    /// What is due, at most `count_max` and no more than the consumer may have in flight. Does not wait. An
    /// event that breaks its contract is not delivered but becomes a dead letter.
    BusResult<std::vector<Delivery>> pull(ConsumerId consumer, std::size_t count_max);
    /// Waits until something may be due: true, or false when asked to stop or at `until`.
    bool wait(ConsumerId consumer, base::Instant until, std::stop_token stop);

    /// They are done; also when the acknowledgement comes late. How many were still owed.
    BusResult<std::size_t> ack(ConsumerId consumer, const std::vector<std::int64_t>& sequences);
    /// This attempt failed. False when it is no longer the current one: timed out, or acknowledged.
    BusResult<bool> nack(ConsumerId consumer, const Delivery& delivery, std::string_view reason);

    /// Oldest first.
    BusResult<std::vector<DeadLetter>> dead_letters(ConsumerId consumer, std::size_t count_max);
    /// Delivers dead letters anew, their attempts counted from one. How many there were.
    BusResult<std::size_t> replay(ConsumerId consumer, const std::vector<std::int64_t>& sequences);
    /// Drops dead letters. How many there were.
    BusResult<std::size_t> discard(ConsumerId consumer, const std::vector<std::int64_t>& sequences);

    BusResult<ConsumerDepth> depth(ConsumerId consumer);
    /// Of all consumers; reads the whole journal, for whoever wants to know that no lead is lost.
    BusResult<LeadsOnBus> leads();
    /// Events in the journal, of at most BusOptions::events_max.
    std::size_t events_held() const;

  private:
    struct Parts;
    explicit Bus(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
