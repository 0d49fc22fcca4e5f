#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/bid_list.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(bid_list)

BOOST_AUTO_TEST_CASE(bids_read_back_in_their_order) {
    const std::vector<Bid> bids{{"b", 4200}, {"a\"", 0}};
    BOOST_TEST((parse_bids(to_json(bids)) == bids));
    BOOST_TEST(to_json(bids).dump() ==
               R"([{"buyer":"b","price_cents":4200},{"buyer":"a\"","price_cents":0}])");
    BOOST_TEST(parse_bids(base::Json::array())->empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_bids_is_none) {
    for (const auto* text : {"{}", "null", "[1]", "[[]]", R"([{"buyer":"a"}])", R"([{"price_cents":1}])",
                             R"([{"buyer":1,"price_cents":1}])", R"([{"buyer":"a","price_cents":-1}])",
                             R"([{"buyer":"a","price_cents":1.5}])", R"([{"buyer":"a","price_cents":9223372036854775808}])"})
        BOOST_TEST(!parse_bids(base::Json::parse(text)).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
