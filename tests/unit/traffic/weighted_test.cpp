#include "redline/traffic/weighted.hpp"

#include <array>
#include <cmath>
#include <map>

#include <boost/test/unit_test.hpp>

using namespace redline::traffic;

BOOST_AUTO_TEST_SUITE(weighted)

BOOST_AUTO_TEST_CASE(rows_are_drawn_as_often_as_they_weigh) {
    constexpr std::array rows =
        std::to_array<Weighted>({{"often", 70}, {"never", 0}, {"rare", 1}, {"some", 29}});
    constexpr std::uint64_t seed = 11;
    constexpr int draws = 100'000;
    redline::base::Random random(seed);
    std::map<std::string_view, int> seen;
    for (int i = 0; i < draws; ++i) ++seen[WeightedTable(rows).pick(random)];
    for (const auto& row : rows) {
        const double share = row.weight / 100.0;
        const double deviation = std::sqrt(share * (1 - share) / draws);
        const double got = static_cast<double>(seen[row.text]) / draws;
        BOOST_TEST(std::abs(got - share) <= 4 * deviation, row.text << " " << got << " seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(the_index_and_the_text_of_a_draw_are_the_same_row) {
    constexpr std::array rows = std::to_array<Weighted>({{"a", 1}, {"b", 2}, {"c", 3}});
    const WeightedTable table(rows);
    redline::base::Random one(5), two(5);
    for (int i = 0; i < 100; ++i) BOOST_TEST(rows[table.pick_index(one)].text == table.pick(two));
}

BOOST_AUTO_TEST_SUITE_END()
