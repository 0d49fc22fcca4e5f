// parse(print(x)) == x for durations, rates, shares and factors; and no text makes a parser do worse than
// refuse.
#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>

#include "redline/base/duration.hpp"
#include "redline/base/quantity.hpp"
#include "seeds.hpp"

namespace redline::property {

namespace {

/// Any non-negative duration, all magnitudes alike.
base::Duration any_duration(base::Random& random) {
    return base::Duration{static_cast<std::int64_t>(random.next() >> (1 + random.below(63)))};
}

/// A text of the characters durations and rates are made of, in no order.
std::string any_text(base::Random& random) {
    constexpr std::string_view letters = "0123456789..eE+-nsumhdwkM%/s/minf xX\t";
    std::string text;
    for (auto left = random.below(12); left > 0; --left) text += letters[random.below(letters.size())];
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_quantities)

BOOST_AUTO_TEST_CASE(durations_read_back) {
    for_random_values("durations", 200'000, [](base::Random& random) {
        const auto duration = any_duration(random);
        const auto text = base::to_text(duration);
        const auto read = base::parse_duration(text);
        BOOST_TEST_REQUIRE(read.has_value(), text);
        BOOST_TEST_REQUIRE(read->count() == duration.count(), text);
    });
}

BOOST_AUTO_TEST_CASE(rates_read_back) {
    for_random_values("rates", 100'000, [](base::Random& random) {
        const base::Rate rate{std::pow(10.0, random.uniform() * 40 - 20)};
        const auto text = base::to_text(rate);
        BOOST_TEST_REQUIRE((base::parse_rate(text).value() == rate), text);
    });
}

BOOST_AUTO_TEST_CASE(shares_read_back) {
    for_random_values("shares", 100'000, [](base::Random& random) {
        const base::Share share{random.chance(0.5) ? random.uniform()
                                                   : std::pow(10.0, -random.uniform() * 20)};
        const auto text = base::to_text(share);
        BOOST_TEST_REQUIRE((base::parse_share(text).value() == share), text);
    });
}

BOOST_AUTO_TEST_CASE(factors_read_back) {
    for_random_values("factors", 100'000, [](base::Random& random) {
        const base::Factor factor{std::pow(10.0, random.uniform() * 40 - 20)};
        const auto text = base::to_text(factor);
        BOOST_TEST_REQUIRE((base::parse_factor(text).value() == factor), text);
    });
}

BOOST_AUTO_TEST_CASE(extreme_doubles_read_back) {
    for (const double value : {5e-324, 2.2250738585072014e-308, 1e308, 1.7976931348623157e308})
        BOOST_TEST((base::parse_rate(base::to_text(base::Rate{value})).value() == base::Rate{value}), value);
    BOOST_TEST((base::parse_share(base::to_text(base::Share{5e-324})).value() == base::Share{5e-324}));
}

BOOST_AUTO_TEST_CASE(whole_percents_are_the_decimals_a_reader_expects) {
    for (int tenths = 0; tenths <= 1000; ++tenths) {
        const auto text = std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + '%';
        BOOST_TEST_REQUIRE(base::parse_share(text)->ratio == tenths / 1000.0, text);
    }
}

BOOST_AUTO_TEST_CASE(any_text_is_read_to_a_value_in_range_or_refused) {
    for_random_values("texts", 200'000, [](base::Random& random) {
        const auto text = any_text(random);
        const auto duration = base::parse_duration(text);
        const auto rate = base::parse_rate(text);
        const auto share = base::parse_share(text);
        BOOST_TEST_REQUIRE((!duration || duration->count() >= 0), text);
        BOOST_TEST_REQUIRE((!rate || (std::isfinite(rate->per_second) && rate->per_second >= 0)), text);
        BOOST_TEST_REQUIRE((!share || (share->ratio >= 0 && share->ratio <= 1)), text);
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
