#include "redline/tracer/duration_family.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"

namespace {

using namespace redline;
using namespace std::chrono_literals;
using redline::tracer::DurationFamily;
using redline::tracer::DurationSeries;

const std::vector<base::Duration> bounds{1ms, 10ms, 100ms};

std::uint64_t count_of(const DurationSeries& series) {
    return std::accumulate(series.counts.begin(), series.counts.end(), std::uint64_t{0});
}

void record(DurationFamily& family, std::string_view label, base::Duration duration) {
    const std::array<std::string_view, 1> labels{label};
    family.record(labels, duration);
}

/// The same by the plainest means: one map, one lock, every duration kept.
class NaiveFamily {
  public:
    void record(const std::vector<std::string>& labels, base::Duration duration) {
        const std::scoped_lock hold(lock_);
        durations_[labels].push_back(duration);
    }

    std::vector<DurationSeries> merged() const {
        std::vector<DurationSeries> all;
        for (const auto& [labels, durations] : durations_) all.push_back(series(labels, durations));
        return all;
    }

  private:
    static DurationSeries series(const std::vector<std::string>& labels,
                                 const std::vector<base::Duration>& durations) {
        DurationSeries out{labels, std::vector<std::uint64_t>(bounds.size() + 1), base::Duration(0)};
        for (const auto duration : durations) {
            out.sum += duration;
            std::size_t bucket = 0;
            while (bucket < bounds.size() && duration > bounds[bucket]) ++bucket;
            ++out.counts[bucket];
        }
        return out;
    }

    std::mutex lock_;
    std::map<std::vector<std::string>, std::vector<base::Duration>> durations_;
};

/// Three threads' worth of random durations under random labels, into both.
void record_randomly(DurationFamily& family, NaiveFamily& naive, std::uint64_t seed, std::uint64_t thread) {
    auto dice = base::Random::keyed(seed, "thread", thread);
    for (int i = 0; i < 5000; ++i) {
        const std::vector<std::string> owned{"/r" + std::to_string(dice.below(6)),
                                             dice.chance(0.2) ? "503" : ""};
        const std::array<std::string_view, 2> labels{owned[0], owned[1]};
        const base::Duration duration(dice.below(200'000'000));
        family.record(labels, duration);
        naive.record(owned, duration);
    }
}

void check_equal(const std::vector<DurationSeries>& got, const std::vector<DurationSeries>& wanted) {
    BOOST_REQUIRE(got.size() == wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        BOOST_TEST(got[i].labels == wanted[i].labels, boost::test_tools::per_element());
        BOOST_TEST(got[i].counts == wanted[i].counts, boost::test_tools::per_element());
        BOOST_TEST(got[i].sum.count() == wanted[i].sum.count());
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(duration_family)

BOOST_AUTO_TEST_CASE(a_duration_counts_at_the_first_bound_it_is_not_greater_than) {
    DurationFamily family(bounds);
    for (const base::Duration duration : {0ns, 1000000ns, 1000001ns, 10000000ns, 100000000ns, 100000001ns})
        record(family, "a", duration);
    const auto series = family.merged().at(0);
    BOOST_TEST(series.counts == (std::vector<std::uint64_t>{2, 2, 1, 1}), boost::test_tools::per_element());
    BOOST_TEST(series.sum.count() == 212000002);
}

BOOST_AUTO_TEST_CASE(a_clock_that_went_backwards_counts_as_no_time) {
    DurationFamily family(bounds);
    record(family, "a", -5s);
    record(family, "a", -5s);
    const auto series = family.merged().at(0);
    BOOST_TEST(series.counts.front() == 2u);
    BOOST_TEST(series.sum.count() == 0);
}

BOOST_AUTO_TEST_CASE(record_known_counts_only_under_labels_this_thread_has_used) {
    DurationFamily family(bounds);
    const std::array<std::string_view, 1> labels{"a"};
    BOOST_TEST(!family.record_known(labels, 1ms));
    BOOST_TEST(family.merged().empty());
    family.record(labels, 1ms);
    BOOST_TEST(family.record_known(labels, 1ms));
    BOOST_TEST(count_of(family.merged().at(0)) == 2u);
}

BOOST_AUTO_TEST_CASE(labels_are_told_apart_whole_and_come_out_ordered) {
    DurationFamily family(bounds);
    for (const auto& [first, second] : std::vector<std::array<std::string_view, 2>>{
             {"b", ""}, {"a", "b"}, {"ab", ""}, {"a", "b"}, {"", "ab"}}) {
        const std::array<std::string_view, 2> labels{first, second};
        family.record(labels, 1ms);
    }
    const auto merged = family.merged();
    std::string text;
    for (const auto& series : merged)
        text += series.labels[0] + "|" + series.labels[1] + "=" + std::to_string(count_of(series)) + " ";
    BOOST_TEST(text == "|ab=1 a|b=2 ab|=1 b|=1 ");
}

BOOST_AUTO_TEST_CASE(threads_together_count_what_one_map_behind_a_lock_counts) {
    const auto seed = base::fresh_seed();
    BOOST_TEST_CONTEXT("seed " << seed) {
        DurationFamily family(bounds);
        NaiveFamily naive;
        {
            std::vector<std::jthread> threads;
            for (std::uint64_t t = 0; t < 4; ++t)
                threads.emplace_back([&, t] { record_randomly(family, naive, seed, t); });
        }
        check_equal(family.merged(), naive.merged());
        std::jthread([&] { record_randomly(family, naive, seed, 99); }).join();
        check_equal(family.merged(), naive.merged());
    }
}

/// A thousand bounds make a reader slow enough for writers to get between its first look and its last.
BOOST_AUTO_TEST_CASE(a_reader_beside_writers_never_sees_a_count_fall_or_a_count_without_its_time) {
    std::vector<base::Duration> many_bounds(1000);
    std::iota(many_bounds.begin(), many_bounds.end(), base::Duration(1));
    DurationFamily family(many_bounds);
    std::atomic<bool> done{false};
    std::atomic<std::uint64_t> written{0};
    std::uint64_t seen = 0, falls = 0, counts_without_time = 0;
    {
        std::vector<std::jthread> writers;
        for (int t = 0; t < 3; ++t)
            writers.emplace_back([&] {
                for (; !done; ++written) record(family, "a", 2ms);
            });
        for (int rises = 0; rises < 500;) {
            const auto merged = family.merged();
            const auto count = merged.empty() ? 0 : count_of(merged[0]);
            falls += count < seen;
            rises += count > seen;
            counts_without_time += count > 0 && merged[0].sum < count * base::Duration(2ms);
            seen = count;
        }
        done = true;
    }
    BOOST_TEST(falls == 0u);
    BOOST_TEST(counts_without_time == 0u);
    BOOST_TEST(count_of(family.merged().at(0)) == written);
}

BOOST_AUTO_TEST_SUITE_END()
