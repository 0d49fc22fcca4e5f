#include <boost/test/unit_test.hpp>

#include <map>

#include "outbox.hpp"
#include "redline/base/random.hpp"
#include "seeds.hpp"

using namespace redline;
using namespace redline::loadgen;

BOOST_AUTO_TEST_SUITE(loadgen_outbox)

BOOST_AUTO_TEST_CASE(letters_on_their_way_neither_move_nor_change) {
    property::for_random_values("outbox", 20, [](base::Random& random) {
        Outbox outbox;
        std::map<std::uint32_t, std::pair<const char*, std::string>> under_way;
        for (std::uint64_t key = 0; key < 2000; ++key) {
            const bool put = under_way.empty() || random.below(1000) < (key % 400 < 200 ? 700U : 300U);
            if (put) {
                auto bytes = std::to_string(key) + std::string(random.below(100), 'x');
                const auto text = bytes;
                const auto slot = outbox.put(bytes, key);
                BOOST_TEST_REQUIRE(under_way.count(slot) == 0U);
                BOOST_TEST_REQUIRE(outbox[slot].key == key);
                under_way[slot] = {outbox[slot].bytes.data(), text};
            } else {
                outbox.drop(under_way.begin()->first);
                under_way.erase(under_way.begin());
            }
            for (const auto& [slot, letter] : under_way) {
                BOOST_TEST_REQUIRE((outbox[slot].bytes.data() == letter.first));
                BOOST_TEST_REQUIRE(outbox[slot].unsent() == letter.second);
            }
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
