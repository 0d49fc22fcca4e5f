/// A bus and a ledger under the clock of the machine, for roles that work on threads of their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "pipeline_fixture.hpp"
#include "redline/leadpipe/bus.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "sample_events.hpp"

namespace redline::test {

struct RoleFixture {
    void open_bus(leadpipe::BusOptions wanted = {}) {
        bus.reset();
        auto opened = leadpipe::Bus::open(bus_file, wanted, clock);
        BOOST_REQUIRE_MESSAGE(opened, base::to_text(opened ? base::Error{} : opened.error()));
        bus = *std::move(opened);
    }
    void open_ledger() {
        ledger.reset();
        ledger = leadpipe::Ledger::open(folder.path() / "ledger.sqlite", {}, tracer).value();
    }

    /// A consumer that watches what is published.
    void watch(const std::string& pattern) {
        leadpipe::Subscription terms{"watcher", pattern};
        terms.in_flight_max = 100'000;
        watcher = bus->subscribe(terms).value();
    }
    /// The next `count` events published, acknowledged.
    std::vector<leadpipe::Event> seen(std::size_t count) const {
        std::vector<leadpipe::Event> events;
        comes_true([&] {
            auto pulled = bus->pull(watcher, count - events.size()).value();
            for (auto& delivery : pulled) {
                bus->ack(watcher, {delivery.sequence});
                events.push_back(std::move(delivery.event));
            }
            return events.size() >= count;
        });
        BOOST_TEST(events.size() == count);
        return events;
    }

    void publish(const leadpipe::Event& event) const {
        const auto published = bus->publish({event});
        BOOST_REQUIRE_MESSAGE(published, (published ? "" : published.error().message));
    }
    leadpipe::ConsumerDepth depth(leadpipe::ConsumerId id) const { return bus->depth(id).value(); }
    /// Waits until the consumer is owed nothing but dead letters.
    bool rests(leadpipe::ConsumerId id) const {
        return comes_true([&] {
            const auto owed = depth(id);
            return owed.waiting + owed.retrying + owed.in_flight == 0;
        });
    }

    /// Three attempts, close together.
    static leadpipe::RedeliveryPolicy soon() {
        return {std::chrono::seconds(30), std::chrono::milliseconds(1), std::chrono::milliseconds(4), 3};
    }

    ScratchFolder folder;
    std::filesystem::path bus_file = folder.path() / "bus.sqlite";
    base::SystemClock clock;
    tracer::Tracer tracer{{}};
    std::unique_ptr<leadpipe::Bus> bus;
    std::unique_ptr<leadpipe::Ledger> ledger;
    leadpipe::ConsumerId watcher = 0;
};

} // namespace redline::test
