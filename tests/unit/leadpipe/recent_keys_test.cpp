#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/leadpipe/recent_keys.hpp"

using namespace redline;
using redline::leadpipe::RecentKeys;

BOOST_AUTO_TEST_SUITE(recent_keys)

BOOST_AUTO_TEST_CASE(it_knows_what_a_list_that_is_searched_knows) {
    for (const std::size_t kept_max : {0, 1, 5}) {
        base::Random dice(3);
        RecentKeys keys(kept_max);
        std::vector<std::pair<std::int64_t, std::int64_t>> list;
        for (std::int64_t step = 0; step < 3000; ++step) {
            const auto key = static_cast<std::int64_t>(dice.below(12));
            const auto known = std::ranges::find(list, key, &std::pair<std::int64_t, std::int64_t>::first);
            BOOST_TEST_REQUIRE(
                (keys.find(key) == (known == list.end() ? std::nullopt : std::optional(known->second))));
            if (dice.chance(0.5)) continue;
            keys.remember(key, step);
            if (known == list.end()) list.emplace_back(key, step);
            if (list.size() > kept_max) list.erase(list.begin());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
