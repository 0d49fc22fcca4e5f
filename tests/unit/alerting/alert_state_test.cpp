#include "redline/alerting/alert_state.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

#include "redline/base/random.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;

const char* word(AlertState state) {
    return state == AlertState::inactive ? "inactive" : state == AlertState::firing ? "firing" : "resolved";
}

} // namespace

BOOST_AUTO_TEST_SUITE(alert_state)

BOOST_AUTO_TEST_CASE(the_table) {
    struct Row {
        AlertState from;
        bool is_breached;
        std::string to;
    };
    const std::vector<Row> table{
        {AlertState::inactive, false, "inactive"}, {AlertState::inactive, true, "firing"},
        {AlertState::firing, false, "resolved"},   {AlertState::firing, true, "firing"},
        {AlertState::resolved, false, "inactive"}, {AlertState::resolved, true, "firing"},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(word(row.from) << ", breached " << row.is_breached)
    BOOST_TEST(word(next_state(row.from, row.is_breached)) == row.to);
}

/// The firings of any history are the maximal runs of breaches, cut out of its text.
BOOST_AUTO_TEST_CASE(firings_are_the_runs_of_breaches) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        auto random = base::Random::keyed(seed, "breaches", 0);
        const double persistence = random.uniform();
        std::string history;
        for (int i = 0; i < 60; ++i)
            history += history.empty() || !random.chance(persistence) ? (random.chance(0.5) ? '#' : '.')
                                                                      : history.back();
        AlertTrack track;
        for (std::size_t i = 0; i < history.size(); ++i)
            observe(track, std::chrono::seconds{i}, history[i] == '#');

        std::string drawn(history.size(), '.');
        for (const auto& firing : track.firings) {
            const auto from = static_cast<std::size_t>(firing.from / std::chrono::seconds{1});
            const auto until = firing.until
                                   ? static_cast<std::size_t>(*firing.until / std::chrono::seconds{1})
                                   : history.size();
            BOOST_TEST((from == 0 || history[from - 1] == '.'), "seed " << seed);
            drawn.replace(from, until - from, until - from, '#');
        }
        BOOST_TEST_CONTEXT("seed " << seed) BOOST_TEST(drawn == history);
        const bool open = !track.firings.empty() && !track.firings.back().until;
        BOOST_TEST(open == (history.back() == '#'), "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
