#include "redline/base/diagnostic.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

namespace {

std::shared_ptr<const SourceText> source_of(std::string text) {
    return std::make_shared<const SourceText>(SourceText{"lead.yaml", std::move(text)});
}

/// What the user reads for line 1 of `text`, from `column` on for `length` bytes.
std::string shown(std::string text, int column, int length) {
    return to_text(Diagnostic{{source_of(std::move(text)), 1, column, length}, "no", {}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(diagnostic)

BOOST_AUTO_TEST_CASE(shows_place_line_caret_and_hint) {
    const Place place{source_of("version: 1\n\n\n  stagse:\n"), 4, 3, 6};
    BOOST_TEST(to_text(Diagnostic{place, "unknown key `stagse`", "did you mean `stages`?"}) ==
               "lead.yaml:4:3: unknown key `stagse`\n"
               "    4 |   stagse:\n"
               "      |   ^~~~~~\n"
               "      = did you mean `stages`?");
}

BOOST_AUTO_TEST_CASE(without_a_source_only_the_message_and_the_hint) {
    BOOST_TEST(to_text(Diagnostic{{}, "no", {}}) == "no");
    BOOST_TEST(to_text(Diagnostic{{}, "no", "try yes"}) == "no\n  = try yes");
}

BOOST_AUTO_TEST_CASE(the_underline_stays_within_the_line) {
    BOOST_TEST(shown("abc", 2, 99) == "lead.yaml:1:2: no\n    1 | abc\n      |  ^~");
    BOOST_TEST(shown("abc", 4, 5) == "lead.yaml:1:4: no\n    1 | abc\n      |    ^");
    BOOST_TEST(shown("abc", 0, 0) == "lead.yaml:1:0: no\n    1 | abc\n      | ^");
}

BOOST_AUTO_TEST_CASE(a_place_beyond_the_line_shows_no_line) {
    BOOST_TEST(shown("abc", 9, 1) == "lead.yaml:1:9: no");
    BOOST_TEST(shown(std::string(500, 'x'), 400, 1) == "lead.yaml:1:400: no");
}

BOOST_AUTO_TEST_CASE(control_characters_never_reach_the_terminal) {
    BOOST_TEST(shown("\x1b[31mred: \a1", 5, 3) == "lead.yaml:1:5: no\n    1 |  [31mred:  1\n      |     ^~~");
    BOOST_TEST(shown("\xc2\x9b"
                     "2Jx",
                     1, 1) == "lead.yaml:1:1: no\n    1 |  2Jx\n      | ^");
    const Place place{source_of("x"), 1, 1, 1};
    BOOST_TEST(to_text(Diagnostic{place, "unknown key `\x1b[2J\n`", "not\ra hint\x7f"}) ==
               "lead.yaml:1:1: unknown key ` [2J `\n    1 | x\n      | ^\n      = not a hint ");
}

BOOST_AUTO_TEST_CASE(tabs_take_one_column_so_that_the_caret_fits) {
    BOOST_TEST(shown("\tkey:\tx", 7, 1) == "lead.yaml:1:7: no\n    1 |  key: x\n      |       ^");
}

BOOST_AUTO_TEST_CASE(the_caret_counts_characters_where_the_place_counts_bytes) {
    BOOST_TEST(shown("città: [é, x", 14, 1) ==
               "lead.yaml:1:14: no\n    1 | città: [é, x\n      |            ^");
    BOOST_TEST(shown("à: èé", 5, 4) == "lead.yaml:1:5: no\n    1 | à: èé\n      |    ^~");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_are_shown_as_such) {
    BOOST_TEST(shown("a\xff\xc3(b", 5, 1) ==
               "lead.yaml:1:5: no\n    1 | a\xef\xbf\xbd\xef\xbf\xbd(b\n      |     ^");
}

BOOST_AUTO_TEST_CASE(lines_are_found_with_and_without_their_ends) {
    const SourceText source{"x", "one\r\ntwo\n\nfour"};
    BOOST_TEST(source.line(1) == "one");
    BOOST_TEST(source.line(2) == "two");
    BOOST_TEST(source.line(3) == "");
    BOOST_TEST(source.line(4) == "four");
    BOOST_TEST(source.line(5) == "");
    BOOST_TEST(SourceText{}.line(1) == "");
}

BOOST_AUTO_TEST_CASE(at_offset_moves_within_the_line) {
    const auto moved = Place{source_of("p99 < 250"), 3, 5, 9}.at_offset(6, 3);
    BOOST_TEST(moved.line == 3);
    BOOST_TEST(moved.column == 11);
    BOOST_TEST(moved.length == 3);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
