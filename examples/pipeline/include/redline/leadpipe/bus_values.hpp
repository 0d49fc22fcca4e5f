/// Why this exists: what goes in and out of the bus, apart from the bus itself, so that a second transport, a
/// model in a test and the roles speak of the same values.
///
/// Values without locks.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/leadpipe/event.hpp"
#include "redline/leadpipe/redelivery.hpp"

namespace redline::leadpipe {

enum class BusFault {
    contract,     ///< the event is not what its subject promises
    subscription, ///< no such consumer, subscribed twice, or a wrong pattern, name or limit
    full,         ///< too many calls wait already; try again
    backlog,      ///< the journal holds as many events as it may: a consumer is far behind
    storage,      ///< the disk or the file failed; nothing was done
};
/// `backlog`.
std::string_view to_text(BusFault fault);

struct BusError {
    BusFault fault = BusFault::storage;
    std::string message; ///< one clause that repeats no payload
};

template <class T>
using BusResult = tl::expected<T, BusError>;

struct BusOptions {
    std::size_t waiting_max = 4096; ///< calls that wait for the writer
    std::size_t batch_max = 512;    ///< calls in one commit
    std::size_t events_max = 1'000'000;
    base::Duration duplicate_window = std::chrono::minutes(2); ///< JetStream's default
    std::uint64_t seed = 1;                                    ///< of the jitter
};

/// Names a durable consumer in one opening of the bus.
using ConsumerId = std::int64_t;

struct Subscription {
    std::string consumer; ///< 1 … 64 of `a-z 0-9 - _`; the durable name
    std::string pattern;  ///< `lead.*`
    std::size_t in_flight_max = 256;
    RedeliveryPolicy redelivery{};
};

/// What became of the events of one publish().
struct Published {
    std::size_t kept = 0;
    std::size_t duplicates = 0; ///< known by their id
    std::size_t unwanted = 0;   ///< no consumer subscribed to them
    bool operator==(const Published&) const = default;
};

/// One attempt at one event.
struct Delivery {
    std::int64_t sequence = 0; ///< ascending in the order of publication; what is acknowledged
    Event event;
};

struct DeadLetter {
    std::int64_t sequence = 0;
    int attempts = 0; ///< 0 when it broke its contract before the first
    std::string reason;
    base::WallTime died_at{};
    std::string event_text; ///< as it was published: it may be no event at all
};

/// The leads whose events are in the journal.
struct LeadsOnBus {
    std::set<LeadId> owed; ///< somebody will be given one of their events
    std::set<LeadId> dead; ///< nothing but dead letters is left of them
};

/// What a consumer is owed, and how far it is behind.
struct ConsumerDepth {
    std::size_t waiting = 0;   ///< never delivered
    std::size_t retrying = 0;  ///< failed, to be delivered again
    std::size_t in_flight = 0; ///< delivered, unanswered
    std::size_t dead = 0;
    base::Duration lag{0}; ///< the age of the oldest that is not dead
    bool operator==(const ConsumerDepth&) const = default;
};

} // namespace redline::leadpipe
