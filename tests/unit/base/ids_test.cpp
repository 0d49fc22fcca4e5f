#include "redline/base/ids.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(ids)

BOOST_AUTO_TEST_CASE(texts_are_lower_case_hex_of_full_length) {
    BOOST_TEST(to_text(TraceId{0x0af7651916cd43dd, 0x8448eb211c80319c}) ==
               "0af7651916cd43dd8448eb211c80319c");
    BOOST_TEST(to_text(SpanId{0xb7ad6b7169203331}) == "b7ad6b7169203331");
    BOOST_TEST(to_text(TraceId{}) == std::string(32, '0'));
    BOOST_TEST(to_text(SpanId{15}) == "000000000000000f");
}

BOOST_AUTO_TEST_CASE(reads_what_it_writes) {
    const TraceId trace{0x0af7651916cd43dd, 0x8448eb211c80319c};
    BOOST_TEST((parse_trace_id("0af7651916cd43dd8448eb211c80319c") == trace));
    BOOST_TEST((parse_span_id("ffffffffffffffff") == SpanId{UINT64_MAX}));
}

BOOST_AUTO_TEST_CASE(refuses_other_lengths_digits_and_upper_case) {
    BOOST_TEST(!parse_trace_id("").has_value());
    BOOST_TEST(!parse_trace_id("0af7651916cd43dd8448eb211c80319").has_value());
    BOOST_TEST(!parse_trace_id("0af7651916cd43dd8448eb211c80319c0").has_value());
    BOOST_TEST(!parse_trace_id("0AF7651916cd43dd8448eb211c80319c").has_value());
    BOOST_TEST(!parse_trace_id("0af7651916cd43dd8448eb211c80319g").has_value());
    BOOST_TEST(!parse_span_id("b7ad6b716920333").has_value());
    BOOST_TEST(!parse_span_id("b7ad6b71-9203331").has_value());
    BOOST_TEST(!parse_hex("").has_value());
    BOOST_TEST(!parse_hex("00000000000000000").has_value());
    BOOST_TEST((parse_hex("ff") == 255U));
}

BOOST_AUTO_TEST_CASE(all_zero_is_none) {
    BOOST_TEST(!TraceId{});
    BOOST_TEST(!SpanId{});
    BOOST_TEST(static_cast<bool>(TraceId{0, 1}));
    BOOST_TEST(static_cast<bool>(TraceId{1, 0}));
    BOOST_TEST(static_cast<bool>(SpanId{1}));
}

BOOST_AUTO_TEST_CASE(order_is_that_of_the_texts) {
    BOOST_TEST((TraceId{1, 0} > TraceId{0, UINT64_MAX}));
    BOOST_TEST((SpanId{2} > SpanId{1}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
