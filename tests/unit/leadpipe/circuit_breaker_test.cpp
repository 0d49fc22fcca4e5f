#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/leadpipe/circuit_breaker.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// The same rules, written down as a list of everything that was said in the present period.
class NaiveBreaker {
  public:
    explicit NaiveBreaker(BreakerLimits limits) : limits_(limits) {}

    std::optional<std::uint64_t> allow(base::Instant now) {
        if (state == "open" && now >= opened_ + limits_.open_for) change("half_open");
        if (state == "open" || (state == "half_open" && given_ == limits_.probes_max)) return std::nullopt;
        ++given_;
        return period_;
    }
    void record(std::uint64_t period, bool succeeded, base::Instant now) {
        if (period != period_) return;
        said_.push_back(succeeded);
        const auto window = state == "half_open" ? said_.size() : limits_.window;
        while (said_.size() > window) said_.pop_front();
        const auto failures = std::count(said_.begin(), said_.end(), false);
        const auto share = static_cast<double>(failures) / static_cast<double>(said_.size());
        const bool too_many = said_.size() >= limits_.calls_min && share >= limits_.failure_share;
        if (state == "half_open" ? failures > 0 : too_many) {
            opened_ = now;
            change("open");
        } else if (state == "half_open" && said_.size() == limits_.probes_max) {
            change("closed");
        }
    }

    std::string state = "closed";

  private:
    void change(std::string to) {
        state = std::move(to);
        said_.clear();
        given_ = 0;
        ++period_;
    }

    BreakerLimits limits_;
    std::deque<bool> said_;
    std::size_t given_ = 0;
    std::uint64_t period_ = 0;
    base::Instant opened_{};
};

struct CallUnderWay {
    CircuitBreaker::Permit permit;
    std::uint64_t period;
};

CallUnderWay take(std::vector<CallUnderWay>& calls, base::Random& dice) {
    std::swap(calls[dice.below(calls.size())], calls.back());
    const auto call = calls.back();
    calls.pop_back();
    return call;
}

} // namespace

BOOST_AUTO_TEST_SUITE(circuit_breaker)

BOOST_AUTO_TEST_CASE(it_does_what_the_naive_one_does_with_calls_that_overlap) {
    std::map<std::string, int> seen;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        base::Random dice(seed);
        const BreakerLimits limits{.window = 1 + dice.below(8),
                                   .calls_min = 1 + dice.below(5),
                                   .failure_share = 0.2 + dice.uniform() * 0.8,
                                   .open_for = std::chrono::milliseconds(dice.below(30)),
                                   .probes_max = 1 + dice.below(3)};
        CircuitBreaker breaker(limits);
        NaiveBreaker naive(limits);
        std::vector<CallUnderWay> calls;
        auto now = base::Instant{};
        for (int step = 0; step < 2000; ++step) {
            now += std::chrono::milliseconds(dice.below(3));
            if (calls.size() < 6 && dice.chance(0.5)) {
                const auto permit = breaker.allow(now);
                const auto period = naive.allow(now);
                BOOST_TEST_REQUIRE(permit.has_value() == period.has_value());
                if (permit) calls.push_back({*permit, *period});
            } else if (!calls.empty()) {
                const auto call = take(calls, dice);
                const bool succeeded = dice.chance(0.6);
                breaker.record(call.permit, succeeded, now);
                naive.record(call.period, succeeded, now);
            }
            BOOST_TEST_REQUIRE(to_text(breaker.state()) == naive.state);
            ++seen[naive.state];
        }
    }
    for (const auto* state : {"closed", "open", "half_open"}) BOOST_TEST(seen[state] > 1000);
}

BOOST_AUTO_TEST_CASE(a_day_in_the_life_of_a_broken_buyer) {
    CircuitBreaker breaker(
        {.window = 4, .calls_min = 4, .failure_share = 0.5, .open_for = 5s, .probes_max = 1});
    auto now = base::Instant{};
    const auto call = [&](bool succeeds) {
        const auto permit = breaker.allow(now);
        if (permit) breaker.record(*permit, succeeds, now);
        return std::string(permit ? "called " : "refused ") + std::string(to_text(breaker.state()));
    };
    for (const bool succeeds : {true, true, false}) BOOST_TEST(call(succeeds) == "called closed");
    BOOST_TEST(call(false) == "called open");
    now += 4999ms;
    BOOST_TEST(call(true) == "refused open");
    now += 1ms;
    BOOST_TEST(call(false) == "called open");
    now += 5s;
    BOOST_TEST(call(true) == "called closed");
}

BOOST_AUTO_TEST_CASE(switched_off_it_allows_everything) {
    CircuitBreaker breaker({.enabled = false, .window = 1, .calls_min = 1});
    for (int call = 0; call < 100; ++call) {
        const auto permit = breaker.allow(base::Instant{});
        BOOST_REQUIRE(permit);
        breaker.record(*permit, false, base::Instant{});
    }
}

BOOST_AUTO_TEST_SUITE_END()
