#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/text_fold.hpp"

using redline::leadpipe::comparison_form;
using redline::leadpipe::fold_to_ascii;

BOOST_AUTO_TEST_SUITE(text_fold)

BOOST_AUTO_TEST_CASE(reads_what_people_paste) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"1600 w. 5th ave", "1600 W. 5TH AVE"},
        {"Peñasquitos Cañón", "PENASQUITOS CANON"},
        {"\xc5\x81\xc3\xb3"
         "d\xc5\xba",
         "LODZ"},
        {"12\xc2\xa0Main", "12 MAIN"},
        {"45\xe2\x80\x93"
         "12",
         "45-12"},
        {"O\xe2\x80\x99Hare", "O'HARE"},
        {"123\xc2\xbd", "123 1/2"},
        {"\xef\xbc\x91\xef\xbc\x92 \xef\xbd\x81", "12 A"},
        {"a\tb\x01"
         "c",
         "A B C"},
        {"line one\nline two", "LINE ONE,LINE TWO"},
        {"in\xe2\x80\x8bvisible\xef\xbb\xbf", "INVISIBLE"},
        {"45\xe2\x88\x92"
         "12",
         "45-12"},
        {"e\xcc\x81", "E"},
        {"\xe2\x84\x96 5", "# 5"},
    };
    for (const auto& [typed, folded] : cases) {
        BOOST_TEST_CONTEXT("typed: " << typed) {
            BOOST_REQUIRE(fold_to_ascii(typed));
            BOOST_TEST(*fold_to_ascii(typed) == folded);
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_utf8) {
    BOOST_TEST(!fold_to_ascii("caf\xe9").has_value());
    BOOST_TEST(!fold_to_ascii("\xc0\xaf").has_value());
    BOOST_TEST(!fold_to_ascii("\xed\xa0\x80").has_value());
    BOOST_TEST(!fold_to_ascii("cut \xe2\x80").has_value());
}

BOOST_AUTO_TEST_CASE(text_through_the_wrong_encoding_once_keeps_its_letters) {
    // "Café" in UTF-8, read as Windows-1252 and written as UTF-8 again.
    BOOST_TEST(fold_to_ascii("Caf\xc3\x83\xc2\xa9 Rd").value() == "CAFA RD");
}

BOOST_AUTO_TEST_CASE(any_code_point_folds_to_printable_ascii) {
    redline::base::Random random(20260501);
    for (int round = 0; round < 20000; ++round) {
        const auto c = static_cast<unsigned>(random.below(0x800));
        const std::string text{static_cast<char>(0xc0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3f))};
        const auto folded = fold_to_ascii(text);
        BOOST_TEST_REQUIRE(folded.has_value() == (c >= 0x80), "code point " << c);
        for (const char letter : folded.value_or(""))
            BOOST_TEST_REQUIRE((letter >= 0x20 && letter < 0x7f && !(letter >= 'a' && letter <= 'z')),
                               "code point " << c);
    }
}

BOOST_AUTO_TEST_CASE(names_compare_by_letters_and_digits) {
    BOOST_TEST(comparison_form("O'Hara-N\xc3\xba\xc3\xb1"
                               "ez ") == comparison_form("ohara nunez"));
    BOOST_TEST(comparison_form("Mary") != comparison_form("Marie"));
    // Names without a Latin reading must not all be one person.
    BOOST_TEST(comparison_form("\xe6\x9d\x8e") != comparison_form("\xe7\x8e\x8b"));
}

BOOST_AUTO_TEST_SUITE_END()
