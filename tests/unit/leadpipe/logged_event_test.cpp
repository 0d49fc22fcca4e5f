#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/logged_event.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(logged_event)

BOOST_AUTO_TEST_CASE(a_payload_is_read_member_by_member) {
    const auto sold = logged_payload(R"({"buyer":"sunrise","price_cents":4200})");
    BOOST_TEST(payload_text(sold, "buyer") == "sunrise");
    BOOST_TEST(payload_integer(sold, "price_cents") == 4200);
}

BOOST_AUTO_TEST_CASE(what_is_missing_or_of_another_kind_is_empty) {
    const auto odd = logged_payload(R"({"buyer":7,"price_cents":"4200","share":0.5})");
    BOOST_TEST(payload_text(odd, "buyer") == "");
    BOOST_TEST(payload_text(odd, "reason") == "");
    BOOST_TEST(payload_integer(odd, "price_cents") == 0);
    BOOST_TEST(payload_integer(odd, "share") == 0);
}

BOOST_AUTO_TEST_CASE(a_row_nobody_can_read_stops_nobody) {
    for (const auto* text : {"", "{", "[1]", "null", "\"text\"", "{\"a\":\"\xff\"}"}) {
        const auto payload = logged_payload(text);
        BOOST_TEST(payload.is_object(), text);
        BOOST_TEST(payload.empty(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
