#include "redline/leadpipe/bus.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "bus_journal.hpp"
#include "redline/leadpipe/commit_bell.hpp"
#include "redline/leadpipe/event_contract.hpp"
#include "redline/leadpipe/store_writer.hpp"

namespace redline::leadpipe {

namespace {

tl::unexpected<BusError> failed(BusFault fault, std::string message) {
    return tl::unexpected(BusError{fault, std::move(message)});
}

/// Steps that succeed for `count` things, or nothing.
template <class Step>
std::optional<std::size_t> count_each(const std::vector<std::int64_t>& sequences, Step step) {
    std::size_t count = 0;
    for (const auto sequence : sequences) {
        const std::optional<bool> done = step(sequence);
        if (!done) return std::nullopt;
        count += *done;
    }
    return count;
}

bool is_consumer_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed);
}

/// Beyond a year, times to come could leave the range of the clock.
bool is_policy(const RedeliveryPolicy& policy) {
    constexpr base::Duration longest = std::chrono::hours(24 * 365);
    const auto fits = [&](base::Duration time) { return time >= time.zero() && time <= longest; };
    return policy.attempts_max >= 1 && fits(policy.ack_timeout) && fits(policy.first_delay) &&
           fits(policy.delay_max);
}

/// What is wrong with a subscription; empty when nothing is.
std::string fault_of(const Subscription& terms) {
    if (!is_consumer_name(terms.consumer)) return "a consumer's name is 1 to 64 of a-z, 0-9, - and _";
    if (terms.in_flight_max == 0) return "a consumer must be allowed one event in flight";
    if (!is_policy(terms.redelivery)) return "redelivery needs an attempt, and times from 0 to a year";
    const auto pattern = SubjectPattern::parse(terms.pattern);
    return pattern ? std::string() : pattern.error().message + "; " + pattern.error().hint;
}

} // namespace

std::string_view to_text(BusFault fault) {
    switch (fault) {
    case BusFault::contract: return "contract";
    case BusFault::subscription: return "subscription";
    case BusFault::full: return "full";
    case BusFault::backlog: return "backlog";
    case BusFault::storage: break;
    }
    return "storage";
}

struct Bus::Parts {
    Parts(BusJournal written, BusJournal read, const BusOptions& wanted, base::Clock& handed)
        : options(wanted), clock(handed), opened(handed.now()), opened_wall(handed.wall_now()),
          held(written.held()), reader(std::move(read)),
          writer({wanted.waiting_max, wanted.batch_max}, std::move(written), [this](BusJournal& journal) {
              held = journal.held();
              bell.ring();
          }) {}

    /// The journal's time: wall time that follows the steady clock since the opening.
    base::WallTime now() const { return opened_wall + (clock.now() - opened); }

    template <class Step>
    auto settle(bool durable, Step step)
        -> BusResult<typename std::invoke_result_t<Step, BusJournal&>::value_type> {
        auto settled = writer.settle(durable, std::move(step));
        if (settled) return *std::move(settled);
        if (settled.error() == CommitFault::full)
            return failed(BusFault::full, "the bus's waiting line is full");
        return failed(BusFault::storage, "the bus's journal could not be written");
    }

    template <class Step>
    auto read(Step step) -> BusResult<typename std::invoke_result_t<Step, BusJournal&>::value_type> {
        const std::lock_guard lock(reader_mutex);
        auto answer = step(reader);
        if (!answer) return failed(BusFault::storage, "the bus's journal could not be read");
        return *std::move(answer);
    }

    BusResult<std::shared_ptr<const Consumer>> find(ConsumerId id) {
        const std::lock_guard lock(consumers_mutex);
        const auto found = consumers.find(id);
        if (found == consumers.end()) return failed(BusFault::subscription, "there is no such consumer");
        return found->second;
    }

    const BusOptions options;
    base::Clock& clock;
    const base::Instant opened;
    const base::WallTime opened_wall;
    CommitBell bell;
    std::atomic<std::size_t> held;
    std::mutex reader_mutex;
    BusJournal reader;
    std::mutex consumers_mutex; ///< held while the journal is asked, never by the writer
    std::map<ConsumerId, std::shared_ptr<const Consumer>> consumers;
    StoreWriter<BusJournal> writer; ///< last, so that its thread ends before what it uses
};

base::Result<std::unique_ptr<Bus>> Bus::open(const std::filesystem::path& file, BusOptions options,
                                             base::Clock& clock) {
    auto writer = BusJournal::open(file, options);
    if (!writer) return tl::unexpected(writer.error());
    auto reader = BusJournal::open(file, options);
    if (!reader) return tl::unexpected(reader.error());
    auto parts = std::make_unique<Parts>(*std::move(writer), *std::move(reader), options, clock);
    return std::unique_ptr<Bus>(new Bus(std::move(parts)));
}

Bus::Bus(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Bus::~Bus() = default;

BusResult<Published> Bus::publish(const std::vector<Event>& events) {
    for (const auto& event : events)
        if (const auto checked = check_event(event); !checked)
            return failed(BusFault::contract, checked.error().message);
    bool has_room = true;
    const auto now = parts_->now();
    const auto published = parts_->settle(true, [&](BusJournal& journal) {
        has_room = journal.held() + events.size() <= parts_->options.events_max;
        return has_room ? journal.publish(events, now) : Published{};
    });
    if (published && !has_room)
        return failed(BusFault::backlog, fmt::format("the bus holds {} events already", events_held()));
    return published;
}

BusResult<ConsumerId> Bus::subscribe(const Subscription& subscription) {
    if (const auto fault = fault_of(subscription); !fault.empty())
        return failed(BusFault::subscription, fault);
    const std::lock_guard lock(parts_->consumers_mutex);
    for (const auto& [id, consumer] : parts_->consumers)
        if (consumer->terms.consumer == subscription.consumer)
            return failed(BusFault::subscription, subscription.consumer + " is subscribed already");
    const auto now = parts_->now();
    const auto id =
        parts_->settle(true, [&](BusJournal& journal) { return journal.subscribe(subscription, now); });
    if (id) parts_->consumers[*id] = std::make_shared<Consumer>(Consumer{*id, subscription});
    return id;
}

BusResult<bool> Bus::unsubscribe(const std::string& consumer) {
    const std::lock_guard lock(parts_->consumers_mutex);
    const auto known =
        parts_->settle(true, [&](BusJournal& journal) { return journal.unsubscribe(consumer); });
    if (known)
        std::erase_if(parts_->consumers,
                      [&](const auto& entry) { return entry.second->terms.consumer == consumer; });
    return known;
}

BusResult<std::vector<Delivery>> Bus::pull(ConsumerId consumer, std::size_t count_max) {
    const auto found = parts_->find(consumer);
    if (!found) return tl::unexpected(found.error());
    const auto now = parts_->now();
    return parts_->settle(false, [&](BusJournal& journal) { return journal.pull(**found, count_max, now); });
}

bool Bus::wait(ConsumerId consumer, base::Instant until, std::stop_token stop) {
    const auto found = parts_->find(consumer);
    while (found && !stop.stop_requested()) {
        const auto seen = parts_->bell.commits();
        const auto due = parts_->read([&](BusJournal& reader) { return reader.next_due(**found); });
        const auto now = parts_->now();
        if (due && *due <= now) return true;
        const auto steady_now = parts_->clock.now();
        if (steady_now >= until) return false;
        const auto left = due ? std::min(*due - now, until - steady_now) : until - steady_now;
        parts_->bell.wait(seen, steady_now + left, stop);
    }
    return false;
}

BusResult<std::size_t> Bus::ack(ConsumerId consumer, const std::vector<std::int64_t>& sequences) {
    return parts_->settle(false, [&](BusJournal& journal) {
        return count_each(sequences, [&](auto sequence) { return journal.ack(consumer, sequence); });
    });
}

BusResult<bool> Bus::nack(ConsumerId consumer, const Delivery& delivery, std::string_view reason) {
    const auto found = parts_->find(consumer);
    if (!found) return tl::unexpected(found.error());
    const auto now = parts_->now();
    return parts_->settle(false,
                          [&](BusJournal& journal) { return journal.nack(**found, delivery, reason, now); });
}

BusResult<std::vector<DeadLetter>> Bus::dead_letters(ConsumerId consumer, std::size_t count_max) {
    return parts_->read([&](BusJournal& reader) { return reader.dead_letters(consumer, count_max); });
}

BusResult<std::size_t> Bus::replay(ConsumerId consumer, const std::vector<std::int64_t>& sequences) {
    return parts_->settle(false, [&](BusJournal& journal) {
        return count_each(sequences, [&](auto sequence) { return journal.replay(consumer, sequence); });
    });
}

BusResult<std::size_t> Bus::discard(ConsumerId consumer, const std::vector<std::int64_t>& sequences) {
    return parts_->settle(false, [&](BusJournal& journal) {
        return count_each(sequences, [&](auto sequence) { return journal.discard(consumer, sequence); });
    });
}

BusResult<ConsumerDepth> Bus::depth(ConsumerId consumer) {
    const auto now = parts_->now();
    return parts_->read([&](BusJournal& reader) { return reader.depth(consumer, now); });
}

BusResult<LeadsOnBus> Bus::leads() {
    return parts_->read([](BusJournal& reader) { return reader.leads(); });
}

std::size_t Bus::events_held() const { return parts_->held; }

} // namespace redline::leadpipe
