#include <boost/test/unit_test.hpp>

#include <set>

#include "redline/leadpipe/subject.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// The subjects a pattern matches, in their order, with spaces between.
std::string matched(std::string_view text) {
    const auto pattern = SubjectPattern::parse(text);
    if (!pattern) return base::to_text(pattern.error());
    std::string subjects;
    for (const auto subject : all_subjects())
        if (pattern->matches(subject)) subjects += std::string(to_text(subject)) + ' ';
    return subjects;
}

} // namespace

BOOST_AUTO_TEST_SUITE(subject)

BOOST_AUTO_TEST_CASE(every_subject_is_a_text_of_its_own_that_reads_back) {
    std::set<std::string_view> texts;
    for (const auto subject : all_subjects()) {
        BOOST_TEST((parse_subject(to_text(subject)) == subject), to_text(subject));
        texts.insert(to_text(subject));
    }
    BOOST_TEST(texts.size() == all_subjects().size());
    BOOST_TEST((all_subjects().back() == Subject::report_requested));
    BOOST_TEST(to_text(Subject::lead_undelivered) == "lead.undelivered");
    for (const auto* text : {"", "lead", "lead.", "lead.Sold", "lead.*", " lead.sold"})
        BOOST_TEST(!parse_subject(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(patterns_match_word_by_word) {
    BOOST_TEST(matched("lead.sold") == "lead.sold ");
    BOOST_TEST(matched("bid.*") == "bid.received bid.declined ");
    BOOST_TEST(matched("bid.>") == "bid.received bid.declined ");
    BOOST_TEST(matched("*.requested") == "auction.requested report.requested ");
    BOOST_TEST(matched("*.*") == matched(">"));
    BOOST_TEST(matched(">").find("lead.returned ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pattern_nothing_can_match_is_refused_with_the_nearest_subject) {
    BOOST_TEST(matched("lead.solt").find("no subject matches `lead.solt`") != std::string::npos);
    BOOST_TEST(matched("lead.solt").find("did you mean `lead.sold`?") != std::string::npos);
    for (const auto* text : {"", "*", "lead", "lead.sold.>", "lead..sold", "lead.sold.", ">.sold", "lead.s*"})
        BOOST_TEST(!SubjectPattern::parse(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
