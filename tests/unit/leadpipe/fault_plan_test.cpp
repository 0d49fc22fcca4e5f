#include <boost/test/unit_test.hpp>

#include <initializer_list>

#include "redline/leadpipe/fault_plan.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// The plan after all of them as text, or the first refusal.
std::string after(std::initializer_list<std::string_view> texts) {
    FaultPlan plan;
    for (const auto text : texts) {
        auto with = with_fault(plan, text);
        if (!with) return base::to_text(with.error());
        plan = *std::move(with);
    }
    return to_text(plan);
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_plan)

BOOST_AUTO_TEST_CASE(every_fault_reads_back_and_can_be_taken_back) {
    for (const std::string text :
         {"intake-errors=20%", "slow-normalise=1ms", "poison=1%", "store=read-only", "store=full",
          "slow-store=50ms", "zombie=on", "hot-vertical=solar", "buyer=rooftop-power:hanging"}) {
        BOOST_TEST(after({text}) == text);
        BOOST_TEST(after({text, text}) == text);
        const auto end = text.find(text.starts_with("buyer") ? ':' : '=') + 1;
        BOOST_TEST(after({text, text.substr(0, end) + "off"}) == "");
    }
}

BOOST_AUTO_TEST_CASE(faults_stand_side_by_side) {
    BOOST_TEST(
        after({"zombie=on", "store=full", "buyer=open-exchange:slow", "buyer=rooftop-power:failing"}) ==
        "store=full zombie=on buyer=open-exchange:slow buyer=rooftop-power:failing");
}

BOOST_AUTO_TEST_CASE(mistakes_are_told_with_the_way_out) {
    BOOST_TEST(after({"intake-error=20%"}) ==
               "there is no fault `intake-error`\n  = did you mean `intake-errors`?");
    BOOST_TEST(after({"intake-errors"}) ==
               "the fault `intake-errors` needs a value\n  = write intake-errors=20%");
    BOOST_TEST(after({"store="}) == "the fault `store` needs a value\n  = write store=read-only");
    BOOST_TEST(after({"store=ful"}) == "there is no fault of the store `ful`\n  = did you mean `full`?");
    BOOST_TEST(after({"buyer=rooftop-powder:slow"}) ==
               "there is no buyer `rooftop-powder`\n  = did you mean `rooftop-power`?");
    BOOST_TEST(after({"buyer=rooftop-power:slo"}).ends_with("did you mean `slow`?"));
    BOOST_TEST(after({"intake-errors=0.2"}).find("not a percentage") != std::string::npos);
    for (const auto* text : {"", "=", "slow-store=5", "poison=-1%", "zombie=yes"})
        BOOST_TEST(!with_fault({}, text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
