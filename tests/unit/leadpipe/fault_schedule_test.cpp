#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/fault_schedule.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

base::Result<FaultSchedule> read(std::string text) {
    return parse_fault_schedule(
        std::make_shared<const base::SourceText>(base::SourceText{"drill.yaml", std::move(text)}));
}

std::string text_at(const FaultSchedule& schedule, base::Duration elapsed) {
    return to_text(plan_at(schedule, {}, elapsed));
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_schedule)

BOOST_AUTO_TEST_CASE(faults_come_and_go_at_their_times) {
    const auto schedule = read(R"(
version: 1
faults:
  - { at: 5s, for: 10s, fault: intake-errors=20% }
  - { at: 8s, fault: "buyer=rooftop-power:hanging" }
  - { at: 9s, for: 1s, fault: intake-errors=50% }
)")
                              .value();
    BOOST_TEST(text_at(schedule, 0s) == "");
    BOOST_TEST(text_at(schedule, 5s) == "intake-errors=20%");
    BOOST_TEST(text_at(schedule, 9s) == "intake-errors=50% buyer=rooftop-power:hanging");
    BOOST_TEST(text_at(schedule, 10s) == "intake-errors=20% buyer=rooftop-power:hanging");
    BOOST_TEST(text_at(schedule, 15s) == "buyer=rooftop-power:hanging");
    BOOST_TEST(text_at(schedule, 24h) == "buyer=rooftop-power:hanging");
}

/// Between two changes the plan is the same, whenever one looks.
BOOST_AUTO_TEST_CASE(it_changes_when_next_change_says_and_at_no_other_time) {
    const auto schedule = read(R"(
version: 1
faults:
  - { at: 3s, for: 4s, fault: zombie=on }
  - { at: 1s, for: 3s, fault: store=full }
)")
                              .value();
    std::string changes;
    auto text = text_at(schedule, 0s);
    auto next = next_change(schedule, 0s);
    for (base::Duration elapsed = 0s; elapsed < 10s; elapsed += 250ms) {
        if (text_at(schedule, elapsed) == text) continue;
        BOOST_REQUIRE(next.has_value());
        BOOST_TEST(elapsed.count() == next->count());
        next = next_change(schedule, elapsed);
        text = text_at(schedule, elapsed);
        changes += base::to_text(elapsed) + ' ';
    }
    BOOST_TEST(changes == "1s 3s 4s 7s ");
    BOOST_TEST(!next.has_value());
}

BOOST_AUTO_TEST_CASE(what_only_a_supervisor_can_do_is_kept_apart) {
    const auto schedule = read(R"(
version: 1
faults:
  - { at: 20s, kill: worker-1 }
  - { at: 12s, for: 3s, pause: worker-0 }
)")
                              .value();
    BOOST_TEST(schedule.faults.empty());
    BOOST_REQUIRE(schedule.actions.size() == 2U);
    BOOST_TEST(schedule.actions[0].role == "worker-1");
    BOOST_TEST((schedule.actions[1].action == ProcessAction::pause));
    BOOST_TEST((schedule.actions[1].lasts == 3s));
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told_at_their_places) {
    const auto wrong = read(R"(version: 1
faults:
  - { at: 5, fault: intake-errors=20% }
  - { at: 5s, fault: intake-error=20% }
  - { at: 5s, kill: worker-1, pause: worker-2 }
  - { at: 5s, pause: worker-2 }
  - { fault: zombie=on, until: 3s }
)");
    BOOST_REQUIRE(!wrong);
    const auto text = base::to_text(wrong.error());
    for (const auto* part : {"drill.yaml:3:", "drill.yaml:4:", "did you mean `intake-errors`?",
                             "drill.yaml:5:", "a fault needs one of `fault`, `kill` and `pause`",
                             "drill.yaml:6:", "a pause needs a `for`", "drill.yaml:7:"})
        BOOST_TEST(text.find(part) != std::string::npos, part << " is not in\n" << text);
    BOOST_TEST(!read("version: 2\nfaults: []\n").has_value());
    BOOST_TEST(!read_fault_schedule("/no/such/file.yaml").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
