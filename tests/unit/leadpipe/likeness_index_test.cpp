#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/likeness.hpp"
#include "redline/leadpipe/likeness_index.hpp"

using namespace redline::leadpipe;

namespace {

PartyTraits elm_house(const char* address = "120 W Elm St") {
    return traits_of({"Elm House Nursery", address, "62704", "5550143"});
}

/// A party of its own house and phone for every number.
PartyTraits numbered(unsigned number, const char* phone = nullptr) {
    const auto digits = std::to_string(1000 + number);
    return traits_of({"House " + digits, digits + " Oak Ave", "62704", phone ? phone : "555" + digits});
}

std::int64_t id_found(const LikenessIndex& index, const PartyTraits& traits) {
    const auto match = index.find(traits);
    return match ? match->id : -1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(likeness_index)

BOOST_AUTO_TEST_CASE(an_earlier_party_is_found_with_its_score) {
    LikenessIndex index(10);
    BOOST_TEST(!index.find(elm_house()).has_value());
    index.remember(7, elm_house());
    const auto match = index.find(elm_house("120 west elm street apt 2"));
    BOOST_REQUIRE(match);
    BOOST_TEST(match->id == 7);
    BOOST_TEST(match->score == score_of(agreement_of(elm_house(), elm_house())));
    BOOST_TEST(!index.find(numbered(1)).has_value());
}

BOOST_AUTO_TEST_CASE(the_likest_is_answered_and_of_equals_the_earliest) {
    LikenessIndex index(10);
    index.remember(1, elm_house("122 W Elm St"));
    index.remember(2, elm_house());
    index.remember(3, elm_house());
    BOOST_TEST(id_found(index, elm_house()) == 2);
}

BOOST_AUTO_TEST_CASE(when_it_is_full_the_oldest_is_forgotten) {
    LikenessIndex index(3);
    for (unsigned number = 0; number < 5; ++number) index.remember(number, numbered(number));
    BOOST_TEST(index.size() == 3U);
    BOOST_TEST(id_found(index, numbered(0)) == -1);
    BOOST_TEST(id_found(index, numbered(1)) == -1);
    for (unsigned number = 2; number < 5; ++number) BOOST_TEST(id_found(index, numbered(number)) == number);
}

BOOST_AUTO_TEST_CASE(a_popular_phone_hides_the_oldest_but_no_exact_repeat) {
    LikenessIndex index(1000);
    const auto* const shared = "5550000";
    index.remember(0, traits_of({"Elm House Nursery", "", "", shared}));
    for (unsigned number = 1; number <= block_max; ++number) index.remember(number, numbered(number, shared));
    // The name is another, so only the phone leads there, and it leads to the last block_max.
    const auto renamed = traits_of({"Elm House Nursery School", "", "", shared});
    BOOST_TEST(id_found(index, renamed) == -1);
    for (unsigned number = 1; number <= block_max; ++number)
        BOOST_TEST(id_found(index, numbered(number, shared)) == number);
    BOOST_TEST(id_found(index, traits_of({"Elm House Nursery", "", "", shared})) == 0);
}

BOOST_AUTO_TEST_CASE(a_repeat_pushed_out_of_a_block_is_forgotten_without_harm) {
    LikenessIndex index(2 * block_max);
    for (unsigned round = 0; round < 10 * block_max; ++round) {
        index.remember(round, elm_house());
        BOOST_TEST_REQUIRE(id_found(index, elm_house()) >= 0);
    }
    for (unsigned number = 0; number < 2 * block_max; ++number) index.remember(number, numbered(number));
    BOOST_TEST(id_found(index, elm_house()) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
