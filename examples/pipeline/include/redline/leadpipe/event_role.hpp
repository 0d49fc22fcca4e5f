/// Why this exists: a role that lives on the bus does the same three things whatever it is: take events,
/// begin some work for each without waiting for it, and conclude what has come of many of them together.
/// EventRole is these three; what the work is, is handed in.
///
/// An event is acknowledged once its conclusion is kept. One whose work failed is delivered again, as its
/// subscription says, with the reason; one whose conclusion could not be kept comes again when its time to
/// answer is over. So the work of an event may be done twice, and conclude must stand it.
///
/// `begin` is called on the consumer's thread and must not wait; it calls its `done` exactly once, now or
/// later, on any thread, or never if its engine ended first. `conclude` is called on another thread of the
/// consumer with what is done, and may wait; false means nothing of it was kept. Both outlive the consumer's
/// stop(); the bus and the clock the consumer.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "redline/leadpipe/bounded_queue.hpp"
#include "redline/leadpipe/bus.hpp"

namespace redline::leadpipe {

template <class Conclusion>
class EventRole {
  public:
    /// What came of an event, or why it is to be delivered again.
    using Outcome = tl::expected<Conclusion, std::string>;
    using Done = std::function<void(Outcome)>;

    struct Work {
        std::function<void(const Event&, Done)> begin;
        std::function<bool(const std::vector<Conclusion>&)> conclude;
    };

    static BusResult<std::unique_ptr<EventRole>> start(Bus& bus, base::Clock& clock,
                                                       const Subscription& terms, Work work) {
        const auto id = bus.subscribe(terms);
        if (!id) return tl::unexpected(id.error());
        return std::unique_ptr<EventRole>(new EventRole(bus, clock, *id, terms, std::move(work)));
    }

    ~EventRole() {
        stop();
        finished_->close();
    }

    /// Begins nothing more. What is begun may still be concluded.
    void stop() {
        taker_.request_stop();
        if (taker_.joinable()) taker_.join();
    }

    ConsumerId id() const { return id_; }

  private:
    struct Finished {
        Delivery delivery;
        Outcome outcome;
    };
    using Queue = BoundedQueue<Finished>;

    EventRole(Bus& bus, base::Clock& clock, ConsumerId id, const Subscription& terms, Work work)
        : bus_(bus), clock_(clock), id_(id), work_(std::move(work)),
          finished_(std::make_shared<Queue>(2 * terms.in_flight_max)),
          concluder_([this, queue = finished_] { conclude_until_closed(*queue); }),
          taker_([this](const std::stop_token& stop) { take_until_stopped(stop); }) {}

    void take_until_stopped(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (!bus_.wait(id_, clock_.now() + look_again, stop)) continue;
            const auto deliveries = bus_.pull(id_, batch_max);
            if (!deliveries) clock_.sleep_until(clock_.now() + pause_after_failure);
            for (const auto& delivery : deliveries.value_or(std::vector<Delivery>())) begin(delivery);
        }
    }

    /// `done` may outlive this object, and then nobody looks at what it leaves.
    void begin(const Delivery& delivery) {
        work_.begin(delivery.event, [queue = finished_, delivery](Outcome outcome) {
            queue->try_push({delivery, std::move(outcome)});
        });
    }

    void conclude_until_closed(Queue& queue) {
        for (auto batch = queue.take(batch_max); !batch.empty(); batch = queue.take(batch_max))
            conclude(batch);
    }

    void conclude(std::vector<Finished>& batch) {
        std::vector<Conclusion> conclusions;
        std::vector<std::int64_t> sequences;
        for (auto& each : batch) {
            if (!each.outcome) {
                bus_.nack(id_, each.delivery, each.outcome.error());
                continue;
            }
            conclusions.push_back(*std::move(each.outcome));
            sequences.push_back(each.delivery.sequence);
        }
        if (!sequences.empty() && work_.conclude(conclusions)) bus_.ack(id_, sequences);
    }

    static constexpr std::size_t batch_max = 256;
    static constexpr auto pause_after_failure = std::chrono::milliseconds(100);
    static constexpr auto look_again = std::chrono::seconds(1); ///< also when nothing rings

    Bus& bus_;
    base::Clock& clock_;
    const ConsumerId id_;
    Work work_;
    std::shared_ptr<Queue> finished_;
    std::jthread concluder_;
    std::jthread taker_; ///< last, so that it ends before what it uses
};

} // namespace redline::leadpipe
