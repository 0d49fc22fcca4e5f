// The buyers as a process of their own, asked by a market over a network.

#include <boost/test/unit_test.hpp>

#include <future>

#include "http_exchange.hpp"
#include "leadpipe_process.hpp"
#include "redline/leadpipe/buyers.hpp"
#include "redline/leadpipe/http_buyers.hpp"
#include "redline/leadpipe/market.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace redline::test;
using namespace std::chrono_literals;

namespace {

struct BuyersProcess {
    explicit BuyersProcess(std::vector<std::string> more) : process(folder.path(), words(std::move(more))) {}

    static std::vector<std::string> words(std::vector<std::string> more) {
        std::vector<std::string> all{"buyers", "--port", "0", "--log", "log", "--seed", "1"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    void switch_all(const std::string& switches) {
        HttpConnection connection(process.port());
        connection.send(request_text("POST", "/admin/buyers/*", switches));
        BOOST_REQUIRE(connection.read_reply()->status == 200);
    }

    ScratchFolder folder;
    LeadpipeProcess process;
};

/// A market before that process.
struct MarketOverNetwork {
    MarketOverNetwork(unsigned short port, base::Duration answer_max)
        : line(known_http_buyers(), timers, clock, {.port = port, .answer_max = answer_max}),
          market({known_market_buyers(), line, timers, clock, tracer},
                 {.auction_max = 20s, .retry = {RetryKind::none}, .breaker = {.enabled = false}}) {}

    SaleOutcome sell_lead(const OfferedLead& lead) {
        std::promise<SaleOutcome> sold;
        market.auction(lead, {}, [&](AuctionResult closed) {
            market.deliver(lead, {}, std::move(closed.bids),
                           [&](const SaleOutcome& outcome) { sold.set_value(outcome); });
        });
        return sold.get_future().get();
    }

    base::SystemClock clock;
    Timers timers;
    tracer::Tracer tracer{{}};
    HttpBuyers line;
    Market market;
    TimerThread thread{timers, clock};
};

} // namespace

BOOST_AUTO_TEST_SUITE(buyers_process)

BOOST_AUTO_TEST_CASE(a_network_in_between_changes_no_sale) {
    BuyersProcess buyers({"--latency", "0ms"});
    MarketOverNetwork pipeline(buyers.process.port(), 20s);
    LeadId next_id = 1;
    for (const auto* vertical : {"solar", "mortgage"})
        for (std::int64_t fingerprint = 0; fingerprint < 50; ++fingerprint) {
            auto lead = sample_offer(fingerprint);
            lead.id = next_id++; // a lead_id that was sold is known again
            lead.vertical = vertical;
            const auto outcome = pipeline.sell_lead(lead);
            const auto sale = sell(vertical, fingerprint, known_buyers());
            BOOST_TEST_REQUIRE(outcome.buyer == (sale ? sale->buyer : ""));
            BOOST_TEST_REQUIRE(outcome.price_cents == (sale ? sale->price_cents : 0));
        }
}

BOOST_AUTO_TEST_CASE(faults_are_seen_by_the_market_and_gone_when_they_are_taken_back) {
    BuyersProcess buyers({"--latency", "0ms"});
    MarketOverNetwork pipeline(buyers.process.port(), 20s);
    const auto state = [&] { return std::string(to_text(pipeline.sell_lead(sample_offer()).state)); };
    BOOST_TEST(state() == "sold");
    buyers.switch_all(R"({"fault":"failing"})");
    BOOST_TEST(state() == "unsold"); // nobody bids
    buyers.switch_all(R"({"fault":"none","cap":0})");
    BOOST_TEST(pipeline.sell_lead(sample_offer(43)).reason == "no bids");
    buyers.switch_all(R"({"cap":null})");
    BOOST_TEST(state() == "sold");
}

BOOST_AUTO_TEST_CASE(it_ends_while_buyers_hang) {
    BuyersProcess buyers({});
    buyers.switch_all(R"({"fault":"hanging"})");
    MarketOverNetwork pipeline(buyers.process.port(), 100ms);
    BOOST_TEST(pipeline.sell_lead(sample_offer()).reason == "no bids");
    BOOST_TEST(buyers.process.stop(SIGTERM).status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
