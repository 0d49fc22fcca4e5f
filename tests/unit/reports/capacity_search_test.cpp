#include "redline/reports/capacity_search.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace redline::reports;

namespace {

constexpr SearchOptions hundred_to_ten_thousand{100, 10'000, 0.05, 100};

using Target = std::function<ProbeVerdict(double)>;

/// Every rate asked, and how it ended.
struct Search {
    std::vector<ProbeAnswer> answers;
    SearchStep end;
};

Search search(const SearchOptions& options, const Target& target) {
    Search search;
    while (true) {
        search.end = search_capacity(options, search.answers);
        if (!search.end.next) return search;
        search.answers.push_back({*search.end.next, target(*search.end.next)});
    }
}

Target holds_up_to(double capacity) {
    return [capacity](double rate) { return rate <= capacity ? ProbeVerdict::held : ProbeVerdict::broke; };
}

} // namespace

BOOST_AUTO_TEST_SUITE(capacity_search)

BOOST_AUTO_TEST_CASE(it_doubles_until_something_breaks) {
    const auto found = search(hundred_to_ten_thousand, holds_up_to(1000));
    const std::vector<double> first{100, 200, 400, 800, 1600};
    for (std::size_t i = 0; i < first.size(); ++i) BOOST_TEST(found.answers[i].rate == first[i]);
    BOOST_TEST(found.answers[5].rate > 800);
    BOOST_TEST(found.answers[5].rate < 1600);
}

BOOST_AUTO_TEST_CASE(a_hard_knee_lies_in_an_interval_as_narrow_as_asked) {
    for (const double precision : {0.02, 0.05, 0.2}) {
        const auto found = search({100, 10'000, precision, 100}, holds_up_to(4200)).end;
        BOOST_TEST((found.end == SearchEnd::found));
        BOOST_TEST(found.range.low <= 4200);
        BOOST_TEST(found.range.high >= 4200);
        BOOST_TEST(found.range.high / found.range.low <= 1 + precision + 1e-9);
        BOOST_TEST(found.range.low < found.range.best);
        BOOST_TEST(found.range.best < found.range.high);
    }
}

BOOST_AUTO_TEST_CASE(near_the_edge_the_same_rates_are_asked_again) {
    const auto found = search(hundred_to_ten_thousand, holds_up_to(4200));
    std::vector<double> rates;
    for (const auto& answer : found.answers) rates.push_back(answer.rate);
    std::sort(rates.begin(), rates.end());
    const auto different = std::unique(rates.begin(), rates.end()) - rates.begin();
    BOOST_TEST(different < static_cast<std::ptrdiff_t>(found.answers.size()));
}

BOOST_AUTO_TEST_CASE(one_probe_that_broke_by_bad_luck_does_not_decide) {
    bool unlucky = true;
    const auto found = search(hundred_to_ten_thousand, [&](double rate) {
        if (rate == 400 && std::exchange(unlucky, false)) return ProbeVerdict::broke;
        return holds_up_to(4200)(rate);
    });
    BOOST_TEST((found.end.end == SearchEnd::found));
    BOOST_TEST(found.end.range.low <= 4200);
    BOOST_TEST(found.end.range.high >= 4200);
}

BOOST_AUTO_TEST_CASE(a_target_better_than_asked_for_is_asked_at_the_top_more_than_once) {
    const auto found = search(hundred_to_ten_thousand, holds_up_to(1e9));
    BOOST_TEST((found.end.end == SearchEnd::above_to));
    BOOST_TEST(found.answers.back().rate == 10'000);
    BOOST_TEST(found.answers[found.answers.size() - 2].rate == 10'000);
    BOOST_TEST(std::isinf(found.end.range.high));
}

BOOST_AUTO_TEST_CASE(a_target_that_never_holds_ends_at_the_bottom) {
    const auto found = search(hundred_to_ten_thousand, holds_up_to(0));
    BOOST_TEST((found.end.end == SearchEnd::below_from));
    BOOST_TEST(found.answers.size() <= 4U);
    for (const auto& answer : found.answers) BOOST_TEST(answer.rate == 100);
    BOOST_TEST(found.end.range.low == 0);
}

BOOST_AUTO_TEST_CASE(a_spoiled_probe_is_repeated_and_is_no_answer) {
    unsigned spoils = 2;
    const auto found = search(hundred_to_ten_thousand, [&](double rate) {
        if (rate == 800 && spoils > 0) return --spoils, ProbeVerdict::spoiled;
        return holds_up_to(1000)(rate);
    });
    BOOST_TEST(
        (found.answers[3].rate == 800 && found.answers[4].rate == 800 && found.answers[5].rate == 800));
    BOOST_TEST((found.end.end == SearchEnd::found));
    BOOST_TEST(found.end.range.low <= 1000);
    BOOST_TEST(found.end.range.high >= 1000);
}

BOOST_AUTO_TEST_CASE(what_the_generator_cannot_offer_leaves_it_undecided) {
    const auto found = search(hundred_to_ten_thousand, [](double rate) {
        return rate < 3000 ? ProbeVerdict::held : ProbeVerdict::spoiled;
    });
    BOOST_TEST((found.end.end == SearchEnd::generator));
    BOOST_TEST(rate_not_offered(found.answers).value() >= 3000);
    BOOST_TEST(found.end.range.low > 1600);
    BOOST_TEST(found.end.range.low <= 3000);
    BOOST_TEST(std::isinf(found.end.range.high));
    BOOST_TEST(found.answers.size() < 40U);
}

BOOST_AUTO_TEST_CASE(a_rate_once_offered_is_never_called_too_much_for_the_generator) {
    unsigned unlucky = spoils_max;
    const auto found = search(hundred_to_ten_thousand, [&](double rate) {
        if (rate < 1500 && rate > 800 && unlucky > 0) return --unlucky, ProbeVerdict::spoiled;
        return holds_up_to(1200)(rate); // 1,600/s was offered before, and broke
    });
    BOOST_TEST((found.end.end == SearchEnd::found));
    BOOST_TEST(!rate_not_offered(found.answers));
    BOOST_TEST(found.end.range.low <= 1200);
    BOOST_TEST(found.end.range.high >= 1200);
}

BOOST_AUTO_TEST_CASE(an_edge_below_what_can_be_offered_is_found_all_the_same) {
    const auto found = search(hundred_to_ten_thousand, [](double rate) {
        return rate >= 3000 ? ProbeVerdict::spoiled : holds_up_to(2000)(rate);
    });
    BOOST_TEST((found.end.end == SearchEnd::found));
    BOOST_TEST(found.end.range.low <= 2000);
    BOOST_TEST(found.end.range.high >= 2000);
}

BOOST_AUTO_TEST_CASE(a_generator_that_can_offer_nothing_says_so_at_once) {
    const auto found = search(hundred_to_ten_thousand, [](double) { return ProbeVerdict::spoiled; });
    BOOST_TEST((found.end.end == SearchEnd::generator));
    BOOST_TEST(found.answers.size() == spoils_max);
    BOOST_TEST(found.end.range.low == 0);
    BOOST_TEST(std::isinf(found.end.range.high));
}

BOOST_AUTO_TEST_CASE(it_gives_up_after_as_many_probes_as_it_may_make) {
    const auto found = search({100, 10'000, 0.05, 7}, holds_up_to(4200));
    BOOST_TEST((found.end.end == SearchEnd::unsettled));
    BOOST_TEST(found.answers.size() == 7U);
    BOOST_TEST(found.end.range.low <= 4200);
    BOOST_TEST(found.end.range.high >= 4200);
}

BOOST_AUTO_TEST_SUITE_END()
