#include "redline/traffic/measured_dirt.hpp"

#include <algorithm>
#include <numeric>

#include <boost/test/unit_test.hpp>

using namespace redline::traffic;

// The figures come from two countings of the same 1,667 lines, one of traits and one of label patterns: where
// they speak of the same thing they must agree. That both are what the sample says is a corpus test.
BOOST_AUTO_TEST_SUITE(measured_dirt)

namespace {

constexpr double lines = 1667;

double percent_of(std::string_view name) {
    const auto features = measured_features();
    const auto found = std::ranges::find(features, name, &MeasuredFeature::name);
    BOOST_REQUIRE_MESSAGE(found != features.end(), name);
    return found->percent;
}

double locality_percent(std::initializer_list<Locality> columns) {
    std::uint32_t count = 0;
    for (const auto& row : locality_counts())
        for (const auto column : columns) count += row[static_cast<std::size_t>(column)];
    return 100 * count / lines;
}

double case_percent(LineCase letters) {
    const auto& row = locality_counts()[static_cast<std::size_t>(letters)];
    return 100 * std::accumulate(row.begin(), row.end(), 0.0) / lines;
}

const auto rounding = boost::test_tools::tolerance(0.005);

} // namespace

BOOST_AUTO_TEST_CASE(parts_of_a_locality_add_up_to_the_traits_of_that_name,
                     *boost::unit_test::tolerance(1e-3)) {
    using enum Locality;
    BOOST_TEST(locality_percent({city_state_zip}) == percent_of("full"));
    BOOST_TEST(locality_percent({city_state_zip, city_state, city_zip, city}) == percent_of("city"));
    BOOST_TEST(locality_percent({city_state_zip, city_state, state_zip, state}) == percent_of("state"));
    BOOST_TEST(locality_percent({city_state_zip, city_zip, state_zip, zip}) == percent_of("zip_any"));
}

BOOST_AUTO_TEST_CASE(lines_by_case_add_up_to_the_traits_and_to_every_line,
                     *boost::unit_test::tolerance(1e-3)) {
    BOOST_TEST(case_percent(LineCase::upper) == percent_of("all_caps"));
    BOOST_TEST(case_percent(LineCase::lower) == percent_of("all_lower"));
    BOOST_TEST(case_percent(LineCase::mixed) + case_percent(LineCase::upper) +
                   case_percent(LineCase::lower) ==
               100.0);
}

BOOST_AUTO_TEST_CASE(commas_are_counted_in_the_lines_that_have_a_city) {
    std::uint32_t counted = 0;
    for (const auto& row : comma_counts()) counted += std::accumulate(row.begin(), row.end(), 0u);
    BOOST_TEST(100 * counted / lines == percent_of("city"), rounding);
}

BOOST_AUTO_TEST_CASE(every_line_is_of_one_kind, *boost::unit_test::tolerance(1e-2)) {
    const auto kinds = address_kind_counts();
    const auto count = [&](std::string_view name) {
        return std::ranges::find(kinds, name, &Weighted::text)->weight;
    };
    std::uint32_t total = 0;
    for (const auto& kind : kinds) total += kind.weight;
    BOOST_TEST(total == 1667u);
    BOOST_TEST(100 * count("intersection") / lines == percent_of("intersection"));
    BOOST_TEST(100 * (count("box") + count("street and box") + count("rural route")) / lines ==
               percent_of("usps_box"));
}

BOOST_AUTO_TEST_CASE(spellings_are_as_many_as_the_labels_they_were_counted_by) {
    const auto sum = [](std::span<const Weighted> rows) {
        return std::accumulate(rows.begin(), rows.end(), 0.0,
                               [](double s, const Weighted& r) { return s + r.weight; });
    };
    BOOST_TEST(100 * sum(street_suffix_forms()) / lines <= 1.05 * 62.69);
    BOOST_TEST(sum(state_forms()) / lines * 100 == percent_of("state"), rounding);
    BOOST_TEST(sum(zip_forms()) / lines * 100 == percent_of("zip_any"), boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_SUITE_END()
