#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <latch>
#include <set>

#include "redline/leadpipe/buyer_service.hpp"
#include "redline/leadpipe/embedded_buyers.hpp"
#include "redline/leadpipe/http_buyers.hpp"
#include "redline/leadpipe/server.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// A real server in this process that answers as the test says, and remembers what it was asked.
class FakeBuyers final : public Responder {
  public:
    using Answering = std::function<Answer(const Request&)>;

    static Answer say(int status, std::string text) {
        return {status, "text/plain", std::move(text), {}, false};
    }
    explicit FakeBuyers(Answering answering) : answering_(std::move(answering)) {}
    ~FakeBuyers() override { stop(); }

    void stop() {
        if (!thread_.joinable()) return;
        server_->stop();
        thread_.join();
        server_.reset();
    }
    unsigned short port() const { return port_; }
    std::vector<Request> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

    Answer handle(const Request& request) override {
        {
            const std::lock_guard lock(mutex_);
            asked_.push_back(request);
        }
        return answering_(request);
    }
    Answer refuse(const Request&, const Problem& problem) override { return to_answer(problem, "none"); }

  private:
    Answering answering_;
    mutable std::mutex mutex_;
    std::vector<Request> asked_;
    std::unique_ptr<Server> server_ = Server::listen({.workers = 8}, *this).value();
    const unsigned short port_ = server_->port();
    std::jthread thread_{[this] { server_->run(); }};
};

FakeBuyers::Answering always(std::string text) {
    return [text](const Request&) { return FakeBuyers::say(200, text); };
}

std::string said(const BuyerReply& reply) {
    return std::string(to_text(reply.outcome)) + ' ' + std::to_string(reply.price_cents) + ' ' + reply.reason;
}

std::string ask(BuyerLine& line, const BuyerCall& call, const base::Traceparent& trace = {}) {
    std::promise<std::string> heard;
    line.ask(call, trace, [&](const BuyerReply& reply) { heard.set_value(said(reply)); });
    return heard.get_future().get();
}

/// Buyers without latency.
std::vector<BuyerProfile> quick_profiles() {
    std::vector<BuyerProfile> profiles(known_profiles().begin(), known_profiles().end());
    for (auto& profile : profiles) profile.latency_median = 0s;
    return profiles;
}

struct Calling {
    HttpBuyers line_to(unsigned short port, HttpBuyersOptions options = {.answer_max = 20s}) {
        options.port = port;
        return HttpBuyers(known_http_buyers(), timers, clock, options);
    }

    base::SystemClock clock;
    Timers timers;
    TimerThread thread{timers, clock};
};

} // namespace

BOOST_AUTO_TEST_SUITE(http_buyers)

BOOST_FIXTURE_TEST_CASE(a_network_in_between_changes_no_reply, Calling) {
    const auto profiles = quick_profiles();
    BuyerRoster far(profiles, 1), near(profiles, 1);
    for (auto* roster : {&far, &near})
        roster->for_each([](SimulatedBuyer& buyer) {
            buyer.set_error_share(0.2);
            buyer.set_daily_cap(10);
        });
    tracer::Tracer tracer({});
    BuyerService service(tracer, far, clock);
    const FakeBuyers server([&](const Request& request) { return service.handle(request); });
    auto http = line_to(server.port());
    EmbeddedBuyers embedded(near, timers, clock, {});
    std::set<std::string> seen;
    for (std::int64_t lead = 0; lead < 40; ++lead)
        for (const auto& profile : profiles)
            for (auto call : {test::sample_ping(lead), test::sample_post(lead)}) {
                call.buyer = profile.offer.name;
                if (!profile.offer.vertical.empty()) call.lead.vertical = profile.offer.vertical;
                const auto reply = ask(http, call);
                BOOST_TEST_REQUIRE(reply == ask(embedded, call));
                seen.insert(reply.substr(0, reply.find(' ')));
            }
    BOOST_TEST(seen.size() == 5U); // all but timed_out
}

BOOST_FIXTURE_TEST_CASE(the_trace_goes_along, Calling) {
    const FakeBuyers server(always("whatever"));
    auto line = line_to(server.port());
    const base::Traceparent trace{{1, 2}, {3}, true};
    BOOST_TEST(ask(line, test::sample_ping(), trace) == "failed 0 unreadable");
    const auto asked = server.asked();
    BOOST_REQUIRE(asked.size() == 1U);
    BOOST_TEST(asked.front().target == "/buyers/rooftop-power/ping");
    BOOST_TEST(asked.front().traceparent == base::to_text(trace));
    BOOST_TEST(asked.front().content_type == "application/json");
    BOOST_TEST(ask(line, {CallKind::ping, "nobody", 0, {}}) == "failed 0 no such buyer");
}

BOOST_AUTO_TEST_CASE(where_no_timer_is_to_be_had_the_call_has_failed) {
    const FakeBuyers server(always("never asked"));
    base::SystemClock clock;
    Timers none(0);
    HttpBuyers line(known_http_buyers(), none, clock, {.port = server.port()});
    BOOST_TEST(ask(line, test::sample_ping()) == "failed 0 too many calls wait");
}

BOOST_FIXTURE_TEST_CASE(who_does_not_listen_has_failed, Calling) {
    FakeBuyers server(always("gone"));
    server.stop();
    auto line = line_to(server.port());
    BOOST_TEST(ask(line, test::sample_ping()) == "failed 0 refused");
}

BOOST_FIXTURE_TEST_CASE(silence_ends_with_the_patience_also_of_calls_that_wait_for_a_thread, Calling) {
    std::latch tried(1);
    const FakeBuyers server([&](const Request&) {
        tried.wait();
        return FakeBuyers::say(200, "late");
    });
    auto line = line_to(server.port(), {.threads = 1, .answer_max = 50ms});
    std::promise<std::string> under_way, waiting;
    line.ask(test::sample_ping(), {}, [&](const auto& reply) { under_way.set_value(said(reply)); });
    line.ask(test::sample_ping(), {}, [&](const auto& reply) { waiting.set_value(said(reply)); });
    BOOST_TEST(under_way.get_future().get().starts_with("timed_out"));
    BOOST_TEST(waiting.get_future().get().starts_with("timed_out"));
    tried.count_down();
}

BOOST_FIXTURE_TEST_CASE(where_no_more_may_wait_the_call_has_failed_at_once, Calling) {
    std::atomic<int> refused{0}; // outlives the line, which has calls to the end
    std::latch tried(1);
    const FakeBuyers server([&](const Request&) {
        tried.wait();
        return FakeBuyers::say(200, "late");
    });
    auto line = line_to(server.port(), {.threads = 1, .waiting_max = 1, .answer_max = 20s});
    // One is under way at most, one waits: of three, one is refused before ask() returns.
    for (int call = 0; call < 3; ++call)
        line.ask(test::sample_ping(), {},
                 [&](const auto& reply) { refused += said(reply) == "failed 0 too many calls wait"; });
    BOOST_TEST(refused >= 1);
    tried.count_down();
}

BOOST_AUTO_TEST_SUITE_END()
