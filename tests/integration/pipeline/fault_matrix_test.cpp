// Whatever breaks, and in whatever pairs: a lead that was answered 202 is found again, and settled once the
// faults have been taken back. LEADPIPE_MATRIX_RUNS=N makes N seeded runs over all architectures,
// REDLINE_TEST_SEED names the first seed. A line a run:
//
//     run SEED ARCHITECTURE FAULTS acknowledged N lost N settled N dead N replayed N law holds|broken
#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <functional>

#include "lead_clients.hpp"
#include "leadpipe_process.hpp"
#include "redline/base/random.hpp"

using namespace redline;
using namespace redline::test;
using namespace std::chrono_literals;

namespace {

constexpr std::array<std::string_view, 4> architectures{"event", "hybrid", "modular", "monolith-sync"};

/// What can be broken: `*` stands for a buyer that wants these leads, `kill` and `pause` are done to the
/// process.
constexpr std::array<std::string_view, 13> known_faults{"intake-errors=30%",
                                                        "slow-normalise=2ms",
                                                        "poison=20%",
                                                        "store=read-only",
                                                        "store=full",
                                                        "slow-store=20ms",
                                                        "zombie=on",
                                                        "buyer=*:slow",
                                                        "buyer=*:hanging",
                                                        "buyer=*:failing",
                                                        "kill",
                                                        "hot-vertical=medicare",
                                                        "pause"};

constexpr std::array<std::string_view, 3> solar_buyers{"sunline-energy", "rooftop-power", "open-exchange"};

struct Run {
    std::uint64_t seed = 0;
    std::string architecture;
    std::vector<std::string> faults;
};

/// What became of the acknowledged leads.
struct Outcome {
    std::size_t acknowledged = 0, lost = 0, settled = 0, dead = 0;
    std::size_t replayed = 0; ///< dead letters the faults had left
    std::int64_t received = 0;
    bool law_held = true;
    bool went_on = true; ///< leads were taken before the faults and after them
};

bool is_for_the_process(std::string_view fault) { return fault == "kill" || fault == "pause"; }

/// Of two faults for one place the later would undo the earlier.
std::string_view place_of(std::string_view fault) { return fault.substr(0, fault.find_last_of("=:")); }

std::string taken_back(std::string_view fault) {
    const auto place = place_of(fault);
    return std::string(fault.substr(0, place.size() + 1)) + "off";
}

std::string with_buyer(std::string_view fault, base::Random& dice) {
    std::string text(fault);
    if (const auto star = text.find('*'); star != std::string::npos)
        text.replace(star, 1, solar_buyers[dice.below(solar_buyers.size())]);
    return text;
}

std::vector<std::string> draw_faults(std::size_t count, base::Random& dice) {
    std::vector<std::string> drawn;
    while (drawn.size() < count) {
        auto fault = with_buyer(known_faults[dice.below(known_faults.size())], dice);
        if (drawn.empty() || place_of(drawn.front()) != place_of(fault)) drawn.push_back(std::move(fault));
    }
    return drawn;
}

/// Waits for what other processes bring about; false after 30 s.
bool comes_true(const std::function<bool()>& condition) {
    base::SystemClock clock;
    const auto deadline = clock.now() + 30s;
    while (!condition()) {
        if (clock.now() > deadline) return false;
        clock.sleep_until(clock.now() + 10ms);
    }
    return true;
}

class Trial {
  public:
    explicit Trial(const Run& run)
        : run_(run), dice_(base::Random::keyed(run.seed, "trial", 0)),
          leadpipe_({"--arch", run.architecture, "--seed", std::to_string(run.seed), "--deliveries", "4",
                     "--redelivery", "20ms"}),
          clients_(4, leadpipe_.port()) {}

    Outcome outcome() {
        outcome_.went_on = some_more_are_taken();
        suffer();
        outcome_.went_on = some_more_are_taken() && outcome_.went_on;
        kill();
        const auto ids = clients_.stop();
        outcome_.acknowledged = ids.size();
        settle();
        look_up(ids);
        return outcome_;
    }

  private:
    bool some_more_are_taken() {
        const auto before = clients_.acknowledged();
        return comes_true([&] { return clients_.acknowledged() >= before + 60; });
    }

    /// What stands in the plan of faults stands while the process is killed or stopped, and after.
    void suffer() {
        set([](std::string_view fault) { return std::string(fault); });
        suffer_for_a_while();
        for (const auto& fault : run_.faults) {
            if (!is_for_the_process(fault)) continue;
            fault == "kill" ? kill() : pause();
            set([](std::string_view standing) { return std::string(standing); });
            suffer_for_a_while();
        }
        set(taken_back);
    }

    void set(const std::function<std::string(std::string_view)>& text_of) {
        base::Json texts = base::Json::array();
        for (const auto& fault : run_.faults)
            if (!is_for_the_process(fault)) texts.push_back(text_of(fault));
        if (texts.empty()) return;
        const auto reply = post_json(leadpipe_.port(), "/admin/faults", base::Json{{"set", texts}}.dump());
        BOOST_REQUIRE_MESSAGE(reply.status == 200, reply.body);
    }

    void endure() {
        base::SystemClock clock;
        clock.sleep_until(clock.now() + 100ms + std::chrono::milliseconds(dice_.below(200)));
    }

    /// The faults that stand do their work.
    void suffer_for_a_while() {
        endure();
        law();
    }

    void kill() {
        leadpipe_.process().stop(SIGKILL);
        leadpipe_.start();
        BOOST_REQUIRE_MESSAGE(leadpipe_.port() != 0, file_text(leadpipe_.folder() / "stderr"));
        clients_.turn_to(leadpipe_.port());
    }

    void pause() {
        leadpipe_.process().signal(SIGSTOP);
        endure();
        leadpipe_.process().signal(SIGCONT);
    }

    /// The law, which must hold at any time.
    base::Json law() {
        auto counted = base::Json::parse(get(leadpipe_.port(), "/admin/conservation").body);
        if (counted.value("holds", false)) return counted;
        std::printf("seed %llu: %s\n", static_cast<unsigned long long>(run_.seed), counted.dump().c_str());
        outcome_.law_held = false;
        return counted;
    }

    /// Until none is in flight.
    void settle() {
        const auto reply = post_json(leadpipe_.port(), "/admin/dead-letters/replay", {});
        outcome_.replayed = base::Json::parse(reply.body).value("replayed", std::size_t{0});
        comes_true([&] {
            const auto counted = law();
            outcome_.received = counted.value("received", std::int64_t{-1});
            return counted.value("in_flight", -1) == 0;
        });
    }

    void look_up(const std::vector<std::string>& ids) {
        const auto letters = get(leadpipe_.port(), "/admin/dead-letters").body;
        HttpConnection connection(leadpipe_.port());
        for (const auto& id : ids) {
            connection.send(request_text("GET", "/v1/leads/" + id));
            const auto reply = connection.read_reply();
            const auto state = reply && reply->status == 200
                                   ? base::Json::parse(reply->body).value("state", std::string())
                                   : std::string();
            if (state.empty())
                ++outcome_.lost;
            else if (state == "sold" || state == "unsold" || state == "duplicate")
                ++outcome_.settled;
            else if (letters.find(id) != std::string::npos)
                ++outcome_.dead;
        }
    }

    Run run_;
    base::Random dice_;
    ServingLeadpipe leadpipe_;
    LeadClients clients_;
    Outcome outcome_;
};

void try_it(const Run& run) {
    std::string faults;
    for (const auto& fault : run.faults) faults += (faults.empty() ? "" : "+") + fault;
    const auto seen = Trial(run).outcome();
    std::printf("run %llu %s %s acknowledged %zu lost %zu settled %zu dead %zu replayed %zu law %s\n",
                static_cast<unsigned long long>(run.seed), run.architecture.c_str(), faults.c_str(),
                seen.acknowledged, seen.lost, seen.settled, seen.dead, seen.replayed,
                seen.law_held ? "holds" : "broken");
    std::fflush(stdout);
    BOOST_TEST_CONTEXT("seed " << run.seed << ", " << run.architecture << ", " << faults) {
        BOOST_TEST(seen.went_on);
        BOOST_TEST(seen.acknowledged >= 120U);
        BOOST_TEST(seen.lost == 0U);
        BOOST_TEST(seen.settled + seen.dead == seen.acknowledged);
        BOOST_TEST(seen.law_held);
        BOOST_TEST(seen.received >= static_cast<std::int64_t>(seen.acknowledged));
    }
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const auto* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_matrix)

BOOST_AUTO_TEST_CASE(no_fault_alone_loses_a_lead) {
    const auto seed = number_from("REDLINE_TEST_SEED", 1);
    auto dice = base::Random::keyed(seed, "alone", 0);
    for (const auto fault : known_faults) try_it({seed, "event", {with_buyer(fault, dice)}});
}

/// Four pairs, one for each architecture, and then alternately alone and in pairs.
BOOST_AUTO_TEST_CASE(no_seeded_faults_lose_a_lead) {
    const auto first = number_from("REDLINE_TEST_SEED", 1);
    const auto runs = number_from("LEADPIPE_MATRIX_RUNS", architectures.size());
    for (std::uint64_t index = 0; index < runs; ++index) {
        auto dice = base::Random::keyed(first + index, "faults", 0);
        const std::size_t together = index / architectures.size() % 2 == 0 ? 2 : 1;
        try_it({first + index, std::string(architectures[index % architectures.size()]),
                draw_faults(together, dice)});
    }
}

BOOST_AUTO_TEST_SUITE_END()
