// The project's own table of address dirt says what the corpora say, and generated lines read like the real
// ones.
#include <algorithm>
#include <map>
#include <set>

#include "address_observer.hpp"
#include "corpus_file.hpp"
#include "redline/base/json.hpp"
#include "redline/traffic/lead_feed.hpp"
#include "redline/traffic/measured_dirt.hpp"

using namespace redline;
using namespace redline::traffic;
using redline::base::Json;

BOOST_AUTO_TEST_SUITE(address_table)

namespace {

Json json_of(const std::string& text) {
    const auto json = base::parse_json(text, "corpus");
    BOOST_REQUIRE(json.has_value());
    return *json;
}

const Json& measured() {
    static const Json json = json_of(redline::test::corpus_text("addresses/address_dirt_measured.json"));
    return json;
}

void check_forms(std::string_view key, std::span<const Weighted> ours) {
    const auto& theirs = measured()[std::string(key)];
    BOOST_TEST(ours.size() == theirs.size(), key);
    for (const auto& row : ours)
        BOOST_TEST(theirs.value(std::string(row.text), -1) == static_cast<int>(row.weight),
                   key << " " << row.text);
}

/// A line of the labelled sample: its text and which labels its tokens bear.
struct LabelledLine {
    std::string text;
    std::vector<std::pair<std::string, std::string>> tokens;
    std::set<std::string> labels;
};

const std::vector<LabelledLine>& labelled_lines() {
    static const auto all = [] {
        std::vector<LabelledLine> lines;
        for (const auto& row : redline::test::corpus_lines("addresses/us_labeled_tokens.jsonl")) {
            const auto json = json_of(row);
            auto& line = lines.emplace_back();
            line.text = json["raw"].get<std::string>();
            for (const auto& token : json["tok"]) {
                line.tokens.emplace_back(token[0].get<std::string>(), token[1].get<std::string>());
                line.labels.insert(line.tokens.back().second);
            }
        }
        return lines;
    }();
    return all;
}

std::size_t case_of(const std::string& text) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool smalls = std::ranges::any_of(text, small), capitals = std::ranges::any_of(text, capital);
    if (smalls == capitals) return static_cast<std::size_t>(LineCase::mixed);
    return static_cast<std::size_t>(smalls ? LineCase::lower : LineCase::upper);
}

/// In the order of Locality, by a table rather than by its definition.
std::size_t locality_of(const LabelledLine& line) {
    static const std::map<std::string, Locality> patterns{{"CSZ", Locality::city_state_zip},
                                                          {"CS", Locality::city_state},
                                                          {"CZ", Locality::city_zip},
                                                          {"SZ", Locality::state_zip},
                                                          {"C", Locality::city},
                                                          {"S", Locality::state},
                                                          {"Z", Locality::zip},
                                                          {"", Locality::none}};
    std::string pattern;
    if (line.labels.contains("PlaceName")) pattern += 'C';
    if (line.labels.contains("StateName")) pattern += 'S';
    if (line.labels.contains("ZipCode")) pattern += 'Z';
    return static_cast<std::size_t>(patterns.at(pattern));
}

std::string kind_of(const std::set<std::string>& labels) {
    const auto has = [&](const char* label) { return labels.contains(label); };
    if (has("USPSBoxGroupType")) return "rural route";
    if (has("USPSBoxType")) return has("StreetName") ? "street and box" : "box";
    if (has("IntersectionSeparator")) return "intersection";
    if (has("AddressNumber")) return "street";
    return has("StreetName") ? "unnumbered street" : "no street";
}

/// Whether a comma stands before the first word of the city, and behind its last where a state or ZIP
/// follows.
Commas commas_of(const LabelledLine& line) {
    bool before = false, behind = false, met = false;
    for (std::size_t i = 0; i + 1 < line.tokens.size(); ++i) {
        const auto& [text, label] = line.tokens[i];
        const auto& next = line.tokens[i + 1].second;
        const bool comma = text.ends_with(',');
        met = met || label == "PlaceName";
        if (!met && next == "PlaceName") before = comma;
        if (label == "PlaceName" && (next == "StateName" || next == "ZipCode")) behind = comma;
    }
    if (before) return behind ? Commas::both : Commas::before_city;
    return behind ? Commas::behind_city : Commas::none;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_figure_of_the_table_is_the_measured_one) {
    const auto& theirs = measured()["feature_pct"]["labeled"]["pct"];
    BOOST_TEST(measured_features().size() == theirs.size());
    for (const auto& feature : measured_features())
        BOOST_TEST(theirs.value(std::string(feature.name), -1.0) == feature.percent, feature.name);
    check_forms("occupancy_type", unit_type_forms());
    check_forms("street_suffix_top", street_suffix_forms());
    check_forms("directional_forms", direction_forms());
    check_forms("zip_forms", zip_forms());
    check_forms("state_forms", state_forms());
    check_forms("usps_box_forms", box_forms());
}

BOOST_AUTO_TEST_CASE(our_own_counts_can_be_counted_again_from_the_labels) {
    LocalityCounts localities{};
    CommaCounts commas{};
    std::map<std::string, std::uint32_t> kinds;
    for (const auto& line : labelled_lines()) {
        ++localities[case_of(line.text)][locality_of(line)];
        if (line.labels.contains("PlaceName"))
            ++commas[case_of(line.text)][static_cast<std::size_t>(commas_of(line))];
        ++kinds[kind_of(line.labels)];
    }
    BOOST_TEST((localities == locality_counts()));
    BOOST_TEST((commas == comma_counts()));
    for (const auto& kind : address_kind_counts())
        BOOST_TEST(kinds[std::string(kind.text)] == kind.weight, kind.text);
}

BOOST_AUTO_TEST_CASE(an_observer_sees_in_generated_lines_what_it_sees_in_real_ones) {
    constexpr std::uint64_t seed = 20260501;
    traffic::test::TraitCounter real, made;
    for (const auto& line : labelled_lines()) real.add(line.text);
    const LeadFeed feed({DirtProfile::hostile, 0}, seed);
    for (std::uint64_t index = 0; index < 100'000; ++index) made.add(feed.lead(index).address_line);
    for (const auto& trait : traffic::test::observed_traits()) {
        const double expected = real.percent(trait.name), got = made.percent(trait.name);
        BOOST_TEST(std::abs(got - expected) <= 2.5,
                   trait.name << ": real " << expected << ", generated " << got);
    }
}

BOOST_AUTO_TEST_SUITE_END()
