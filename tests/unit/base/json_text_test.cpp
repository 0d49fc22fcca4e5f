#include "redline/base/json_text.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

namespace {

std::string quoted(std::string_view text) {
    std::string out = "=";
    append_json_string(out, text);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_text)

BOOST_AUTO_TEST_CASE(appends_quoted_and_escaped) {
    BOOST_TEST(quoted("") == R"(="")");
    BOOST_TEST(quoted("Mary") == R"(="Mary")");
    BOOST_TEST(quoted("a\"b\\c/d") == R"(="a\"b\\c/d")");
    BOOST_TEST(quoted("\n\r\t") == R"(="\n\r\t")");
    BOOST_TEST(quoted(std::string_view("\0\x1f\x7f", 3)) == "=\"\\u0000\\u001f\x7f\"");
    BOOST_TEST(quoted("città 🏠") == "=\"città 🏠\"");
}

BOOST_AUTO_TEST_CASE(each_byte_that_is_no_utf8_becomes_one_replacement) {
    BOOST_TEST(quoted("a\xff\xfe"
                      "b") == "=\"a\xef\xbf\xbd\xef\xbf\xbd"
                              "b\"");
    BOOST_TEST(quoted("\xc3") == "=\"\xef\xbf\xbd\"");
}

BOOST_AUTO_TEST_CASE(sequence_sizes_at_the_edges_of_rfc_3629) {
    using namespace std::string_view_literals;
    BOOST_TEST(utf8_sequence_size("") == 0U);
    BOOST_TEST(utf8_sequence_size("\0"sv) == 1U);
    BOOST_TEST(utf8_sequence_size("\x7f") == 1U);
    BOOST_TEST(utf8_sequence_size("\x80") == 0U);
    BOOST_TEST(utf8_sequence_size("\xc1\xbf") == 0U); // overlong
    BOOST_TEST(utf8_sequence_size("\xc2\x80") == 2U);
    BOOST_TEST(utf8_sequence_size("\xe0\x9f\xbf") == 0U); // overlong
    BOOST_TEST(utf8_sequence_size("\xe0\xa0\x80") == 3U);
    BOOST_TEST(utf8_sequence_size("\xed\x9f\xbf") == 3U);
    BOOST_TEST(utf8_sequence_size("\xed\xa0\x80") == 0U); // surrogate
    BOOST_TEST(utf8_sequence_size("\xee\x80\x80") == 3U);
    BOOST_TEST(utf8_sequence_size("\xf0\x8f\xbf\xbf") == 0U); // overlong
    BOOST_TEST(utf8_sequence_size("\xf0\x90\x80\x80") == 4U);
    BOOST_TEST(utf8_sequence_size("\xf4\x8f\xbf\xbf") == 4U);
    BOOST_TEST(utf8_sequence_size("\xf4\x90\x80\x80") == 0U); // above U+10FFFF
    BOOST_TEST(utf8_sequence_size("\xf5\x80\x80\x80") == 0U);
    BOOST_TEST(utf8_sequence_size("\xe2\x82") == 0U); // cut short
    BOOST_TEST(utf8_sequence_size("\xe2\x82(") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
