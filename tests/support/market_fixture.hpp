/// A market whose clock, timers and buyers stand still until a test moves them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "exposition.hpp"
#include "redline/leadpipe/market.hpp"
#include "sample_call.hpp"

namespace redline::test {

/// Keeps each call until the test answers it, or answers at once by a rule.
class ScriptedLine final : public leadpipe::BuyerLine {
  public:
    using Rule = std::function<leadpipe::BuyerReply(const leadpipe::BuyerCall&)>;

    void ask(const leadpipe::BuyerCall& call, const base::Traceparent& trace, Done done) override {
        calls.push_back(call);
        traces.push_back(trace);
        if (at_once) return done(at_once(call));
        waiting_[call.buyer] = std::move(done);
    }

    /// Answers the last call to this buyer that waits.
    void answer(const std::string& buyer, leadpipe::BuyerReply reply) {
        const auto done = std::move(waiting_.at(buyer));
        waiting_.erase(buyer);
        done(std::move(reply));
    }

    /// `ping a, ping b, post a`
    std::string asked() const {
        std::string text;
        for (const auto& call : calls)
            text += (text.empty() ? "" : ", ") + std::string(to_text(call.kind)) + ' ' + call.buyer;
        return text;
    }

    Rule at_once{};
    std::vector<leadpipe::BuyerCall> calls{};
    std::vector<base::Traceparent> traces{};

  private:
    std::map<std::string, Done> waiting_{};
};

/// Solar buyers a and b, a roofer r and an exchange x that buys any.
struct MarketFixture {
    leadpipe::Market& open(const leadpipe::MarketOptions& options = {}, leadpipe::CapGate caps = {}) {
        market = std::make_unique<leadpipe::Market>(
            leadpipe::Market::Parts{{{"a", "solar"}, {"b", "solar"}, {"r", "roofing"}, {"x", ""}},
                                    line,
                                    timers,
                                    clock,
                                    tracer,
                                    std::move(caps)},
            options);
        return *market;
    }

    void pass(base::Duration time) {
        clock.advance(time);
        timers.run_due(clock.now());
    }

    void start_auction() {
        BOOST_REQUIRE(market->auction(sample_offer(), trace, [this](const leadpipe::AuctionResult& result) {
            heard = "bids";
            for (const auto& bid : result.bids) heard += ' ' + bid.buyer + ' ' + std::to_string(bid.price_cents);
            decided = result.decided();
        }));
    }
    void start_delivery(std::vector<leadpipe::Bid> bids) {
        const auto note = [this](const leadpipe::SaleOutcome& outcome) {
            heard = std::string(to_text(outcome.state)) + ' ' + outcome.buyer;
        };
        BOOST_REQUIRE(market->deliver(sample_offer(), trace, std::move(bids), note));
    }

    /// A sample of the metrics page: `deliveries_total{outcome="sold"}`.
    double metric(const std::string& sample) const {
        const Exposition page(prometheus::TextSerializer().Serialize(market->collectable()->Collect()));
        BOOST_TEST(page.faults() == "");
        return page.value(sample);
    }

    const base::Traceparent trace{{7, 7}, {7}, true};
    base::ManualClock clock{};
    leadpipe::Timers timers{};
    ScriptedLine line{};
    tracer::Tracer tracer{{}};
    std::unique_ptr<leadpipe::Market> market{};
    bool decided = false;
    std::string heard = "nothing"; ///< what `done` was called with
};

} // namespace redline::test
