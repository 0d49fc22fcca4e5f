#include "redline/tracer/label_text.hpp"

#include <boost/test/unit_test.hpp>

namespace {

std::string fit(std::string_view text) {
    std::string buffer;
    return std::string(redline::tracer::label_text(text, buffer));
}

} // namespace

BOOST_AUTO_TEST_SUITE(label_text)

BOOST_AUTO_TEST_CASE(a_fit_text_is_passed_through_without_a_copy) {
    const std::string_view route = "/v1/Straße/{id}";
    std::string buffer = "untouched";
    const auto result = redline::tracer::label_text(route, buffer);
    BOOST_TEST(static_cast<const void*>(result.data()) == static_cast<const void*>(route.data()));
    BOOST_TEST(result == route);
    BOOST_TEST(buffer == "untouched");
    BOOST_TEST(fit("") == "");
}

BOOST_AUTO_TEST_CASE(each_unfit_byte_is_one_replacement_character) {
    BOOST_TEST(fit("/a\xff"
                   "b") == "/a\ufffd"
                           "b");
    BOOST_TEST(fit("\x80") == "\ufffd");
    BOOST_TEST(fit("\xc3") == "\ufffd");
    BOOST_TEST(fit("\xe2\x82x") == "\ufffd\ufffdx");
    BOOST_TEST(fit("\xff\xff/") == "\ufffd\ufffd/");
}

BOOST_AUTO_TEST_CASE(control_characters_are_unfit) {
    using namespace std::string_view_literals;
    BOOST_TEST(fit("a\nb\0c\x7f"sv) == "a\ufffd"
                                       "b\ufffd"
                                       "c\ufffd");
}

BOOST_AUTO_TEST_SUITE_END()
