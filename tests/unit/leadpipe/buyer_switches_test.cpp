#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/buyer_switches.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

const BuyerProfile plain{.offer = {"rooftop-power", "solar", 4500, 4500, 0}};

/// The buyer after these switches, or why they were refused.
std::string after(std::string_view switches, SimulatedBuyer buyer = {plain, 1}) {
    const auto read = read_buyer_switches(base::parse_json(switches, "test").value());
    if (!read) return base::to_text(read.error());
    apply(*read, buyer);
    return base::to_text(to_json(buyer, {}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(buyer_switches)

BOOST_AUTO_TEST_CASE(each_switch_changes_its_own_thing) {
    const std::string begin = R"({"name":"rooftop-power","vertical":"solar","format":"json",)";
    BOOST_TEST(after("{}") ==
               begin + R"("fault":"none","latency":"30ms","error_share":"0%","cap":null,"bought_today":0})");
    BOOST_TEST(after(R"({"fault":"slow","latency":"1.5s","error_share":"12.5%","cap":7})") ==
               begin + R"("fault":"slow","latency":"1.5s","error_share":"12.5%","cap":7,"bought_today":0})");
}

BOOST_AUTO_TEST_CASE(what_it_says_of_a_buyer_can_be_said_to_one) {
    SimulatedBuyer broken(plain, 1);
    broken.set_fault(BuyerFault::hanging);
    broken.set_daily_cap(3);
    auto said = to_json(broken, {});
    for (const auto* read_only : {"name", "vertical", "format", "bought_today"}) said.erase(read_only);
    BOOST_TEST(after(base::to_text(said)) == base::to_text(to_json(broken, {})));
    BOOST_TEST(after(R"({"cap":null})", broken) != after(R"({"cap":3})", broken));
}

BOOST_AUTO_TEST_CASE(what_is_mistyped_is_refused_without_repeating_it) {
    BOOST_TEST(after(R"({"latncy":"30ms"})").find("did you mean `latency`?") != std::string::npos);
    const auto refused = [](std::string_view switches) { return after(switches).substr(0, 60); };
    BOOST_TEST(refused(R"({"latency":30})") == "latency is not a duration as 30ms");
    BOOST_TEST(refused(R"({"latency":"<b>30"})") == "latency is not a duration as 30ms");
    BOOST_TEST(refused(R"({"error_share":0.1})") == "error_share is not a share as 10%");
    BOOST_TEST(refused(R"({"fault":"slwo"})") == "fault is not none, slow, hanging or failing");
    for (const auto* cap : {"-1", "1.5", "\"7\"", "99999999999999999999", "9223372036854775808"})
        BOOST_TEST(refused(std::string(R"({"cap":)") + cap + "}") == "cap is not a count or null");
    BOOST_TEST(refused("[]") == "the switches are not an object");
}

BOOST_AUTO_TEST_SUITE_END()
