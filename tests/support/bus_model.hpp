/// What the bus promises, in lists searched from end to end: the second implementation it is compared with. A
/// crash takes nothing from memory, so reopening is to subscribe again. Delays and dice are redelivery.hpp's.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "redline/leadpipe/bus_values.hpp"

namespace redline::test {

enum class OwedState { waiting, retrying, in_flight, dead };

/// What one consumer is owed of one event.
struct OwedEvent {
    std::string consumer;
    std::int64_t sequence = 0;
    OwedState state = OwedState::waiting;
    int attempt = 0;
    base::WallTime due{};
};

class BusModel {
  public:
    explicit BusModel(leadpipe::BusOptions options) : options_(options) {}

    void subscribe(const leadpipe::Subscription& terms, base::WallTime now) {
        terms_.insert_or_assign(terms.consumer, terms);
        for (auto& owed : owed_)
            if (owed.consumer == terms.consumer && owed.state == OwedState::in_flight) fail(owed, now);
    }

    leadpipe::Published publish(const std::vector<leadpipe::Event>& events, base::WallTime now) {
        leadpipe::Published published;
        for (const auto& event : events) keep(event, now, published);
        return published;
    }

    std::vector<leadpipe::Delivery> pull(const std::string& consumer, std::size_t count_max,
                                         base::WallTime now) {
        for (auto& owed : owed_)
            if (owed.consumer == consumer && owed.state == OwedState::in_flight && owed.due <= now)
                fail(owed, now);
        const auto room = terms_.at(consumer).in_flight_max - count(consumer, OwedState::in_flight);
        auto due = due_of(consumer, now);
        due.resize(std::min({due.size(), count_max, room}));
        std::vector<leadpipe::Delivery> deliveries;
        for (auto* owed : due) {
            owed->state = OwedState::in_flight;
            owed->due = now + terms_.at(consumer).redelivery.ack_timeout;
            deliveries.push_back({owed->sequence, events_.at(owed->sequence)});
            deliveries.back().event.attempt = ++owed->attempt;
        }
        return deliveries;
    }

    bool ack(const std::string& consumer, std::int64_t sequence) {
        return std::erase_if(owed_, [&](const OwedEvent& owed) {
                   return owed.consumer == consumer && owed.sequence == sequence;
               }) > 0;
    }

    bool nack(const std::string& consumer, const leadpipe::Delivery& delivery, base::WallTime now) {
        auto* owed = find(consumer, delivery.sequence, OwedState::in_flight);
        if (owed == nullptr || owed->attempt != delivery.event.attempt) return false;
        fail(*owed, now);
        return true;
    }

    bool replay(const std::string& consumer, std::int64_t sequence) {
        auto* owed = find(consumer, sequence, OwedState::dead);
        if (owed == nullptr) return false;
        *owed = {consumer, sequence};
        return true;
    }

    bool discard(const std::string& consumer, std::int64_t sequence) {
        return find(consumer, sequence, OwedState::dead) != nullptr && ack(consumer, sequence);
    }

    std::size_t count(const std::string& consumer, OwedState state) const {
        return static_cast<std::size_t>(std::count_if(owed_.begin(), owed_.end(), [&](const OwedEvent& owed) {
            return owed.consumer == consumer && owed.state == state;
        }));
    }

    /// Events somebody is still owed.
    std::size_t held() const {
        std::set<std::int64_t> sequences;
        for (const auto& owed : owed_) sequences.insert(owed.sequence);
        return sequences.size();
    }

  private:
    void keep(const leadpipe::Event& event, base::WallTime now, leadpipe::Published& published) {
        std::vector<std::string> wanting;
        for (const auto& [consumer, terms] : terms_)
            if (leadpipe::SubjectPattern::parse(terms.pattern)->matches(event.subject))
                wanting.push_back(consumer);
        const auto known = kept_at_.find(event.id);
        const bool duplicate = known != kept_at_.end() && now - known->second < options_.duplicate_window;
        ++(wanting.empty() ? published.unwanted : duplicate ? published.duplicates : published.kept);
        if (wanting.empty() || duplicate) return;
        kept_at_[event.id] = now;
        events_[++last_] = event;
        for (const auto& consumer : wanting) owed_.push_back({consumer, last_});
    }

    void fail(OwedEvent& owed, base::WallTime now) {
        const auto& terms = terms_.at(owed.consumer);
        const auto dice =
            leadpipe::redelivery_jitter(options_.seed, owed.consumer, owed.sequence, owed.attempt);
        const auto delay = leadpipe::redelivery_delay(terms.redelivery, owed.attempt, dice);
        owed.state = delay ? OwedState::retrying : OwedState::dead;
        owed.due = delay ? now + *delay : now;
    }

    /// Redeliveries by their due time, then what was never delivered.
    std::vector<OwedEvent*> due_of(const std::string& consumer, base::WallTime now) {
        std::vector<OwedEvent*> due;
        for (auto& owed : owed_) {
            const bool is_due =
                owed.state == OwedState::waiting || (owed.state == OwedState::retrying && owed.due <= now);
            if (owed.consumer == consumer && is_due) due.push_back(&owed);
        }
        std::ranges::sort(due, {}, [](const OwedEvent* owed) {
            return std::tuple(owed->state != OwedState::retrying, owed->due, owed->sequence);
        });
        return due;
    }

    OwedEvent* find(const std::string& consumer, std::int64_t sequence, OwedState state) {
        for (auto& owed : owed_)
            if (owed.consumer == consumer && owed.sequence == sequence && owed.state == state) return &owed;
        return nullptr;
    }

    leadpipe::BusOptions options_;
    std::map<std::string, leadpipe::Subscription> terms_;
    std::map<std::int64_t, leadpipe::Event> events_;
    std::map<std::string, base::WallTime> kept_at_;
    std::vector<OwedEvent> owed_;
    std::int64_t last_ = 0;
};

} // namespace redline::test
