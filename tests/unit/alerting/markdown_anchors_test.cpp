#include "redline/alerting/markdown_anchors.hpp"

#include <boost/test/unit_test.hpp>

namespace {

std::string anchors_of(std::string_view markdown) {
    std::string text;
    for (const auto& anchor : redline::alerting::markdown_anchors(markdown))
        text += (text.empty() ? "#" : " #") + anchor;
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(markdown_anchors)

BOOST_AUTO_TEST_CASE(headings_become_anchors_as_github_makes_them) {
    BOOST_TEST(anchors_of("# Leads are not answered\n") == "#leads-are-not-answered");
    BOOST_TEST(anchors_of("## What's new, in v1.2?") == "#whats-new-in-v12");
    BOOST_TEST(anchors_of("### `redline run` & friends") == "#redline-run--friends");
    BOOST_TEST(anchors_of("# snake_case and kebab-case") == "#snake_case-and-kebab-case");
    BOOST_TEST(anchors_of("# See [the guide](guide.md#start) first") == "#see-the-guide-first");
    BOOST_TEST(anchors_of("# **Bold** and *slanted*") == "#bold-and-slanted");
    BOOST_TEST(anchors_of("# Größe") == "#größe");
}

BOOST_AUTO_TEST_CASE(what_counts_as_a_heading) {
    BOOST_TEST(anchors_of("###### Six\n####### Seven\n#NoSpace\n") == "#six");
    BOOST_TEST(anchors_of("   # Indented\n    # Code\n") == "#indented");
    BOOST_TEST(anchors_of("## Closed ##\n## C#\n") == "#closed #c");
    BOOST_TEST(anchors_of("Underlined\n==========\n\nTwo\n---\n\n---\nnot a heading\n") ==
               "#underlined #two");
    BOOST_TEST(anchors_of("- item\n---\n> quote\n---\n| a |\n---\n").empty());
    BOOST_TEST(anchors_of("# Windows line\r\ntext\r\n# Next\r\n") == "#windows-line #next");
    BOOST_TEST(anchors_of("").empty());
}

BOOST_AUTO_TEST_CASE(code_is_no_heading) {
    BOOST_TEST(anchors_of("```sh\n# a comment\n~~~\n# still code\n```\n# After\n") == "#after");
    BOOST_TEST(anchors_of("~~~\n# code\n~~~\n# After\n") == "#after");
    BOOST_TEST(anchors_of("# Before\n```\n# never closed\n") == "#before");
}

BOOST_AUTO_TEST_CASE(a_repeated_heading_is_numbered) {
    BOOST_TEST(anchors_of("# First steps\n# Other\n# First steps\n# First steps\n") ==
               "#first-steps #other #first-steps-1 #first-steps-2");
}

BOOST_AUTO_TEST_SUITE_END()
