#include "redline/base/traceparent.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

namespace {

constexpr const char* example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

struct Case {
    const char* rule; ///< W3C Trace Context level 1, the section and what it says
    const char* text;
    bool valid;
};

constexpr Case cases[] = {
    {"3.2.1: traceparent = version \"-\" version-format", example, true},
    {"3.2.2: the header's parts are separated by dashes",
     "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01", false},
    {"3.2.2.1: version is 2HEXDIGLC", "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},
    {"3.2.2.1: version ff is invalid", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},
    {"3.2.2.1: version digits are lower case", "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
     false},
    {"3.2.2.2: version 00 has exactly four fields",
     "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra", false},
    {"3.2.2.2: version 00 ends after the flags", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
     false},
    {"3.2.2.2: version 00 needs the flags", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", false},
    {"3.2.2.3: trace-id is 32HEXDIGLC, one short", "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
     false},
    {"3.2.2.3: trace-id is 32HEXDIGLC, one long", "00-4bf92f3577b34da6a3ce929d0e0e47360-00f067aa0ba902b7-01",
     false},
    {"3.2.2.3: trace-id is lower case", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false},
    {"3.2.2.3: trace-id has no other characters", "00-4bf92f3577b34da6.3ce929d0e0e4736-00f067aa0ba902b7-01",
     false},
    {"3.2.2.3: all zeros is an invalid trace-id", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
     false},
    {"3.2.2.4: parent-id is 16HEXDIGLC", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-701", false},
    {"3.2.2.4: parent-id is lower case", "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01", false},
    {"3.2.2.4: all zeros is an invalid parent-id", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
     false},
    {"3.2.2.5: trace-flags is 2HEXDIGLC", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", false},
    {"3.2.2.5: trace-flags has hex digits", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-.1", false},
    {"3.2.2.5.2: other flags are to be ignored", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe",
     true},
    {"3.2.4: a higher version of the same length is read",
     "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true},
    {"3.2.4: a higher version may go on after a dash",
     "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings", true},
    {"3.2.4: a higher version goes on after nothing but a dash",
     "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what", false},
    {"3.2.4: a higher version is at least 55 characters long",
     "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", false},
    {"3.2.1: no white space around the value", " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
     false},
    {"3.2.1: the value is not empty", "", false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(traceparent)

BOOST_AUTO_TEST_CASE(each_rule_of_section_3_2) {
    for (const auto& each : cases)
        BOOST_TEST(parse_traceparent(each.text).has_value() == each.valid, each.rule << "\n  " << each.text);
}

BOOST_AUTO_TEST_CASE(the_fields_of_the_example) {
    const auto parent = parse_traceparent(example);
    BOOST_TEST_REQUIRE(parent.has_value());
    BOOST_TEST(to_text(parent->trace_id) == "4bf92f3577b34da6a3ce929d0e0e4736");
    BOOST_TEST(to_text(parent->parent_id) == "00f067aa0ba902b7");
    BOOST_TEST(parent->sampled);
    BOOST_TEST(to_text(*parent) == example);
}

BOOST_AUTO_TEST_CASE(only_the_lowest_flag_means_sampled) {
    const std::string start = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";
    BOOST_TEST(!parse_traceparent(start + "00")->sampled);
    BOOST_TEST(!parse_traceparent(start + "fe")->sampled);
    BOOST_TEST(parse_traceparent(start + "ff")->sampled);
}

BOOST_AUTO_TEST_CASE(what_is_written_is_version_00_without_unknown_flags) {
    auto parent = *parse_traceparent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-tail");
    BOOST_TEST(to_text(parent) == example);
    parent.sampled = false;
    BOOST_TEST(to_text(parent).ends_with("-00"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
