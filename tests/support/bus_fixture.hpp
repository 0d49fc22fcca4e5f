/// A bus in a scratch folder under a clock that stands still until told.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <sqlite3.h>

#include "redline/leadpipe/bus.hpp"
#include "sample_events.hpp"
#include "scratch_folder.hpp"

namespace redline::test {

struct BusFixture {
    ScratchFolder folder;
    std::filesystem::path file = folder.path() / "bus.sqlite";
    base::ManualClock clock;
    std::unique_ptr<leadpipe::Bus> bus;

    void open(leadpipe::BusOptions options = {}) {
        bus.reset();
        auto opened = leadpipe::Bus::open(file, options, clock);
        BOOST_REQUIRE_MESSAGE(opened, base::to_text(opened ? base::Error{} : opened.error()));
        bus = *std::move(opened);
    }

    leadpipe::ConsumerId subscribe(const leadpipe::Subscription& subscription) {
        const auto id = bus->subscribe(subscription);
        BOOST_REQUIRE_MESSAGE(id, (id ? "" : id.error().message));
        return id.value_or(0);
    }

    /// Publishes one event; how many were kept.
    std::size_t publish(leadpipe::Subject subject, const std::string& id, leadpipe::LeadId lead = 7) {
        const auto published = bus->publish({sample_event(subject, id, lead)});
        BOOST_REQUIRE_MESSAGE(published, (published ? "" : published.error().message));
        return published ? published->kept : 0;
    }

    std::vector<leadpipe::Delivery> pull(leadpipe::ConsumerId consumer, std::size_t count_max = 100) {
        auto pulled = bus->pull(consumer, count_max);
        BOOST_REQUIRE_MESSAGE(pulled, (pulled ? "" : pulled.error().message));
        return pulled.value_or(std::vector<leadpipe::Delivery>());
    }

    /// What is pulled: `id#attempt` with spaces between.
    std::string pulled(leadpipe::ConsumerId consumer, std::size_t count_max = 100) {
        std::string text;
        for (const auto& delivery : pull(consumer, count_max))
            text += delivery.event.id + '#' + std::to_string(delivery.event.attempt) + ' ';
        return text;
    }

    /// `waiting/retrying/in flight/dead`.
    std::string depth(leadpipe::ConsumerId consumer) {
        const auto depth = bus->depth(consumer).value();
        return std::to_string(depth.waiting) + '/' + std::to_string(depth.retrying) + '/' +
               std::to_string(depth.in_flight) + '/' + std::to_string(depth.dead);
    }

    /// Changes the file as another program would.
    void tamper(const char* sql) const {
        sqlite3* database = nullptr;
        BOOST_REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
        BOOST_TEST(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
        sqlite3_close(database);
    }
};

} // namespace redline::test
