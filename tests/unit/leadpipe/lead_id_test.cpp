#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/lead_id.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(lead_id)

BOOST_AUTO_TEST_CASE(ids_are_text_that_reads_back) {
    BOOST_TEST(lead_id_text(0x1a2b) == "ld_0000000000001a2b");
    BOOST_TEST(parse_lead_id("ld_0000000000001a2b").value() == 0x1a2b);
    for (const auto* text : {"", "ld_", "ld_1a2b", "ld_0000000000001A2B", "xx_0000000000001a2b",
                             "ld_ffffffffffffffff", "ld_0000000000001a2b0"})
        BOOST_TEST(!parse_lead_id(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
