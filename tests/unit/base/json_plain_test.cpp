#include "redline/base/json_plain.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(json_plain)

BOOST_AUTO_TEST_CASE(a_byte_of_any_value_at_any_place_ends_the_prefix_or_does_not) {
    for (std::size_t size = 1; size <= 25; ++size)
        for (std::size_t place = 0; place < size; ++place)
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(size, 'a');
                text[place] = static_cast<char>(byte);
                const bool ends = byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\';
                BOOST_TEST_REQUIRE(plain_prefix(text) == (ends ? place : size),
                                   "byte " << byte << " at " << place << " of " << size);
            }
    BOOST_TEST(plain_prefix("") == 0U);
}

BOOST_AUTO_TEST_CASE(the_first_of_several_counts) {
    BOOST_TEST(plain_prefix("abc\"!\"\"\"\x01") == 3U);
    BOOST_TEST(plain_prefix("!!!!!!!!!!\\##\"") == 10U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
