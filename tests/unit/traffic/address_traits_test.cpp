// What hostile, typical and clean feeds look like to somebody who only reads the lines.
#include <algorithm>
#include <array>

#include <boost/test/unit_test.hpp>

#include "address_observer.hpp"
#include "redline/traffic/lead_feed.hpp"
#include "redline/traffic/measured_dirt.hpp"

using namespace redline::traffic;

BOOST_AUTO_TEST_SUITE(address_traits)

namespace {

constexpr std::uint64_t seed = 20260501;
constexpr std::uint64_t many = 100'000;
constexpr std::uint64_t some = 20'000;

test::TraitCounter observed(DirtProfile profile, double duplicate_share, std::uint64_t lines = some) {
    const LeadFeed feed({profile, duplicate_share}, seed);
    test::TraitCounter counter;
    Lead lead;
    for (std::uint64_t index = 0; index < lines; ++index) {
        feed.lead(index, lead);
        counter.add(lead.address_line);
    }
    return counter;
}

/// Two points at most; for rare traits a quarter of the figure, for two points would forgive their absence.
double allowed(double percent) { return std::clamp(percent / 4, 0.2, 2.0); }

/// The observer also takes the state of Nebraska for a direction, and the sample holds more of Nebraska than
/// the country does; `pre_dir` judges directions, and the corpus test holds this trait against the real
/// lines.
bool read_differently(std::string_view trait) { return trait == "directional_abbrev"; }

} // namespace

BOOST_AUTO_TEST_CASE(hostile_lines_have_every_trait_as_often_as_measured) {
    const auto counter = observed(DirtProfile::hostile, 0, many);
    int judged = 0;
    for (const auto& feature : measured_features()) {
        if (read_differently(feature.name) ||
            std::ranges::find(test::observed_traits(), feature.name, &test::Trait::name) ==
                test::observed_traits().end())
            continue;
        const auto got = counter.percent(feature.name);
        BOOST_TEST(std::abs(got - feature.percent) <= allowed(feature.percent),
                   feature.name << ": measured " << feature.percent << ", generated " << got << ", seed "
                                << seed);
        ++judged;
    }
    BOOST_TEST(judged >= 34);
}

BOOST_AUTO_TEST_CASE(clean_lines_are_complete_and_without_dirt_even_when_typed_anew) {
    constexpr std::array<std::string_view, 24> dirt{"all_caps",        "all_lower",
                                                    "no_comma",        "double_space",
                                                    "newline_or_tab",  "trailing_punct",
                                                    "unit_hash",       "rural_route",
                                                    "intersection",    "hyphen_number",
                                                    "letter_number",   "fraction_number",
                                                    "wi_grid_number",  "utah_grid",
                                                    "non_ascii",       "paren_note",
                                                    "slash",           "care_of_or_attn",
                                                    "country",         "zip_plus4",
                                                    "zip_9_nohyphen",  "zip_4digit_lost_zero",
                                                    "state_full_name", "state_lower"};
    const auto counter = observed(DirtProfile::clean, 0.3);
    for (const auto trait : dirt) BOOST_TEST(counter.percent(trait) == 0.0, trait << " seed " << seed);
    BOOST_TEST(counter.percent("zip_any") == 100.0);
    BOOST_TEST(counter.percent("state") == 100.0);
}

BOOST_AUTO_TEST_CASE(typical_lines_lie_between_clean_and_hostile) {
    const auto hostile = observed(DirtProfile::hostile, 0);
    const auto typical = observed(DirtProfile::typical, 0);
    for (const std::string_view trait : {"all_caps", "all_lower", "no_comma", "rural_route", "intersection",
                                         "country", "state_lower", "non_ascii", "newline_or_tab", "slash"})
        BOOST_TEST((typical.percent(trait) > 0 && typical.percent(trait) < 0.75 * hostile.percent(trait)),
                   trait << ": typical " << typical.percent(trait) << ", hostile " << hostile.percent(trait));
    BOOST_TEST(typical.percent("zip_any") > 97);
}

BOOST_AUTO_TEST_CASE(spellings_keep_the_shares_they_were_counted_with) {
    const LeadFeed feed({DirtProfile::hostile, 0}, seed);
    std::array<double, 4> seen{};
    constexpr std::array<std::string_view, 4> words{"blvd", "boulevard", "ste", "suite"};
    for (std::uint64_t index = 0; index < many; ++index) {
        const auto lead = feed.lead(index);
        const test::ObservedLine line(lead.address_line);
        for (std::size_t i = 0; i < words.size(); ++i)
            seen[i] += std::ranges::count(line.words, words[i]) > 0;
    }
    BOOST_TEST(seen[0] / seen[1] == 52.0 / 21, boost::test_tools::tolerance(0.15));
    BOOST_TEST(seen[2] / seen[3] == 114.0 / 60, boost::test_tools::tolerance(0.1));
}

BOOST_AUTO_TEST_SUITE_END()
