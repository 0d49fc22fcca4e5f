#include "redline/base/quantity.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(quantity)

BOOST_AUTO_TEST_CASE(known_rates) {
    BOOST_TEST(parse_rate("200/s")->per_second == 200);
    BOOST_TEST(parse_rate("90/min")->per_second == 1.5);
    BOOST_TEST(parse_rate("7200/h")->per_second == 2);
    BOOST_TEST(parse_rate("10k/s")->per_second == 10'000);
    BOOST_TEST(parse_rate("1.5M/s")->per_second == 1'500'000);
    BOOST_TEST(parse_rate("0/s")->per_second == 0);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_rate) {
    const auto huge = std::string(308, '9') + "M/s";
    for (const std::string_view text :
         {"", "200", "/s", "-1/s", "+1/s", "-0/s", "200/m", "200 /s", "200/s ", "1e3/s", "inf/s", "nan/s",
          "10K/s", "10kk/s", "1.2.3/s", "200/", huge.c_str()}) {
        const auto refused = parse_rate(text);
        BOOST_TEST_REQUIRE(!refused.has_value(), "`" << text << "` was read");
        BOOST_TEST(refused.error().message == "`" + std::string(text) + "` is not a rate");
        BOOST_TEST(refused.error().hint == "write a number and a time: 200/s, 10k/s, 90/min");
    }
}

BOOST_AUTO_TEST_CASE(known_shares) {
    BOOST_TEST(parse_share("12%")->ratio == 0.12);
    BOOST_TEST(parse_share("99.9%")->ratio == 0.999);
    BOOST_TEST(parse_share("0%")->ratio == 0.0);
    BOOST_TEST(parse_share("100%")->ratio == 1.0);
    BOOST_TEST(parse_share(".5%")->ratio == 0.005);
    BOOST_TEST(parse_share("0.07%")->ratio == 0.0007);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_share) {
    const auto digits = std::string(400, '9') + "%";
    for (const std::string_view text : {"", "%", "12", "0.12", "-1%", "-0%", "100.01%", "101%", "12 %",
                                        "12%%", "1e1%", "inf%", "nan%", "1.2.3%", digits.c_str()}) {
        const auto refused = parse_share(text);
        BOOST_TEST_REQUIRE(!refused.has_value(), "`" << text << "` was read");
        BOOST_TEST(refused.error().message == "`" + std::string(text) + "` is not a percentage");
    }
}

BOOST_AUTO_TEST_CASE(known_factors) {
    BOOST_TEST(parse_factor("4x")->times == 4);
    BOOST_TEST(parse_factor("0.5x")->times == 0.5);
    BOOST_TEST(parse_factor("0x")->times == 0);
    BOOST_TEST(to_text(Factor{1.5}) == "1.5x");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_factor) {
    for (const std::string_view text :
         {"", "x", "4", "-4x", "-0x", "4 x", "4xx", "4X", "1e1x", "infx", "nanx"}) {
        const auto refused = parse_factor(text);
        BOOST_TEST_REQUIRE(!refused.has_value(), "`" << text << "` was read");
        BOOST_TEST(refused.error().message == "`" + std::string(text) + "` is not a factor");
        BOOST_TEST(refused.error().hint == "write how many times as much: 4x, 0.5x");
    }
}

BOOST_AUTO_TEST_CASE(prints_plain_decimals) {
    BOOST_TEST(to_text(Rate{200}) == "200/s");
    BOOST_TEST(to_text(Rate{1.5}) == "1.5/s");
    BOOST_TEST(to_text(Rate{0}) == "0/s");
    BOOST_TEST(to_text(Rate{1e-6}) == "0.000001/s");
    BOOST_TEST(to_text(Rate{1e17}) == "100000000000000000/s");
    BOOST_TEST(to_text(Share{0.12}) == "12%");
    BOOST_TEST(to_text(Share{0.9995}) == "99.95%");
    BOOST_TEST(to_text(Share{0.07}) == "7%");
    BOOST_TEST(to_text(Share{0.001}) == "0.1%");
    BOOST_TEST(to_text(Share{1e-9}) == "0.0000001%");
    BOOST_TEST(to_text(Share{0}) == "0%");
    BOOST_TEST(to_text(Share{1}) == "100%");
}

BOOST_AUTO_TEST_CASE(thousands) {
    BOOST_TEST(with_thousands(0) == "0");
    BOOST_TEST(with_thousands(999) == "999");
    BOOST_TEST(with_thousands(1'000) == "1,000");
    BOOST_TEST(with_thousands(1'234'567) == "1,234,567");
    BOOST_TEST(with_thousands(UINT64_MAX) == "18,446,744,073,709,551,615");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
