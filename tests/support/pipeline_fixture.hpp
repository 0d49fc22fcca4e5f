/// A pipeline with the known buyers in its process, in any architecture, over a file that outlives it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <sqlite3.h>

#include "redline/leadpipe/embedded_buyers.hpp"
#include "redline/leadpipe/pipeline.hpp"
#include "scratch_folder.hpp"

namespace redline::test {

/// Asks until `condition` is true: what it waits for is done by other threads, and ends in seconds or never.
template <class Condition>
bool comes_true(Condition condition) {
    const auto end = base::monotonic_now() + std::chrono::seconds(30);
    while (!condition()) {
        if (base::monotonic_now() >= end) return false;
        std::this_thread::yield();
    }
    return true;
}

/// A lead of its own person that every buyer can be given.
inline leadpipe::Entry sellable_entry(std::int64_t person, std::string vertical = "solar") {
    leadpipe::Entry entry;
    entry.fingerprint = person;
    entry.identity = leadpipe::IdentityKeys{person * 3, person * 3 + 1, person * 3 + 2};
    entry.vertical = std::move(vertical);
    entry.state = "DE";
    entry.zip = "19901";
    entry.json =
        R"({"first_name":"Mary","last_name":"Smith","email":"mary@example.com","phone":"2125550143",)"
        R"("delivery_line":"7 ELM ST","city":"DOVER","state":"DE","zip":"19901","vertical":")" +
        entry.vertical + R"("})";
    entry.trace = {{7, static_cast<std::uint64_t>(person)}, {static_cast<std::uint64_t>(person)}, true};
    return entry;
}

/// Changes a SQLite file as another program would.
inline void tamper(const std::filesystem::path& file, const char* sql) {
    sqlite3* database = nullptr;
    BOOST_REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    sqlite3_busy_timeout(database, 10'000);
    BOOST_TEST(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    sqlite3_close(database);
}

struct PipelineFixture {
    explicit PipelineFixture(leadpipe::Architecture architecture = leadpipe::Architecture::event) {
        options.architecture = architecture;
        options.market.breaker.enabled = false;
        options.market.retry.kind = leadpipe::RetryKind::none;
        options.redelivery = {std::chrono::seconds(30), std::chrono::milliseconds(1),
                              std::chrono::milliseconds(4), 3};
    }

    leadpipe::Pipeline& open() {
        pipeline.reset();
        auto opened = leadpipe::Pipeline::open(database, options, {*line, timers, clock, tracer, counters});
        BOOST_REQUIRE_MESSAGE(opened, base::to_text(opened ? base::Error{} : opened.error()));
        pipeline = *std::move(opened);
        return *pipeline;
    }

    /// As the intake does: recorded, then followed. On any thread, so nothing of Boost.Test here.
    leadpipe::LeadId take(const leadpipe::Entry& entry) const {
        const auto running = pipeline->begin_request();
        const auto recorded = pipeline->ledger().record(entry).value();
        if (!recorded.duplicate_of && !recorded.replayed) pipeline->follow(recorded.id, entry);
        return recorded.id;
    }

    leadpipe::LeadRow row(leadpipe::LeadId id) const { return pipeline->ledger().find(id).value().value(); }

    /// `sold rooftop-power 4200`
    std::string fate(leadpipe::LeadId id) const {
        const auto lead = row(id);
        auto text = std::string(to_text(lead.state));
        if (!lead.buyer.empty()) text += ' ' + lead.buyer + ' ' + std::to_string(lead.price_cents);
        return text;
    }

    bool all_settled() const { return pipeline->ledger().unsettled(1)->empty(); }

    /// Every buyer, whatever it was told before.
    void break_buyers(double error_share) {
        roster.for_each([&](leadpipe::SimulatedBuyer& buyer) { buyer.set_error_share(error_share); });
    }

    ScratchFolder folder;
    std::filesystem::path database = folder.path() / "leads.sqlite";
    std::filesystem::path bus_file = folder.path() / "leads.sqlite.bus";
    leadpipe::PipelineOptions options{};
    base::SystemClock clock;
    tracer::Tracer tracer{{}};
    leadpipe::Counters counters;
    leadpipe::Timers timers;
    leadpipe::BuyerRoster roster{leadpipe::known_profiles(), 7};
    leadpipe::EmbeddedBuyers embedded{roster, timers, clock, {.latency_factor = 0}};
    leadpipe::BuyerLine* line = &embedded; ///< may be another before open()
    const leadpipe::TimerThread timer_thread{timers, clock};
    std::unique_ptr<leadpipe::Pipeline> pipeline;
};

} // namespace redline::test
