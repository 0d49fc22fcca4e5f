#include "redline/base/uuid.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(uuid)

BOOST_AUTO_TEST_CASE(digits_stand_in_five_groups) {
    std::string text = "id ";
    append_uuid(text, {0x0123456789abcdef, 0xfedcba9876543210});
    BOOST_TEST(text == "id 01234567-89ab-cdef-fedc-ba9876543210");
}

BOOST_AUTO_TEST_CASE(random_ones_bear_version_and_variant_and_take_two_numbers) {
    Random random(7), same(7);
    for (int i = 0; i < 1000; ++i) {
        const auto uuid = random_uuid(random);
        const auto high = same.next(), low = same.next();
        BOOST_TEST_REQUIRE((uuid.high >> 12 & 0xf) == 4U);
        BOOST_TEST_REQUIRE((uuid.low >> 62) == 2U);
        BOOST_TEST_REQUIRE(((uuid.high ^ high) & ~std::uint64_t{0xf000}) == 0U);
        BOOST_TEST_REQUIRE((uuid.low << 2) == (low << 2));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
