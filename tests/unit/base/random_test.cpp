#include "redline/base/random.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(random)

BOOST_AUTO_TEST_CASE(splitmix64_known_answers) {
    // First outputs for seed 1234567, as published with the reference implementation
    // (Sebastiano Vigna, https://prng.di.unimi.it/splitmix64.c; the vector is Rosetta Code's).
    Random random(1234567);
    BOOST_TEST(random.next() == 6457827717110365317U);
    BOOST_TEST(random.next() == 3203168211198807973U);
    BOOST_TEST(random.next() == 9817491932198370423U);
    BOOST_TEST(random.next() == 4593380528125082431U);
    BOOST_TEST(random.next() == 16408922859458223821U);
}

BOOST_AUTO_TEST_CASE(skipping_numbers_is_drawing_and_forgetting_them) {
    for (const std::uint64_t numbers : {0, 1, 2, 1000}) {
        Random drawn(42);
        for (std::uint64_t i = 0; i < numbers; ++i) drawn.next();
        Random skipped(42);
        skipped.skip(numbers);
        BOOST_TEST(skipped.next() == drawn.next());
    }
}

BOOST_AUTO_TEST_CASE(a_keyed_stream_is_a_function_of_its_key) {
    auto first = Random::keyed(42, "address", 7);
    auto again = Random::keyed(42, "address", 7);
    for (int i = 0; i < 100; ++i) BOOST_TEST_REQUIRE(first.next() == again.next());
}

BOOST_AUTO_TEST_CASE(each_part_of_the_key_changes_the_stream) {
    const auto first = Random::keyed(42, "address", 7).next();
    BOOST_TEST(Random::keyed(43, "address", 7).next() != first);
    BOOST_TEST(Random::keyed(42, "addresses", 7).next() != first);
    BOOST_TEST(Random::keyed(42, "", 7).next() != first);
    BOOST_TEST(Random::keyed(42, "address", 8).next() != first);
}

BOOST_AUTO_TEST_CASE(below_one_is_always_zero_and_below_two_both) {
    Random random(1);
    std::uint64_t seen = 0;
    for (int i = 0; i < 100; ++i) {
        BOOST_TEST_REQUIRE(random.below(1) == 0U);
        seen |= std::uint64_t{1} << random.below(2);
    }
    BOOST_TEST(seen == 3U);
}

BOOST_AUTO_TEST_CASE(chances_at_the_ends_are_certain) {
    Random random(2);
    for (int i = 0; i < 1000; ++i) {
        BOOST_TEST_REQUIRE(!random.chance(0));
        BOOST_TEST_REQUIRE(random.chance(1));
    }
}

BOOST_AUTO_TEST_CASE(fresh_seeds_differ) {
    const auto first = fresh_seed();
    BOOST_TEST(fresh_seed() != first); // equal once in 2⁶⁴ runs
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
