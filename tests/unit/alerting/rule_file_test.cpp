#include "redline/alerting/rule_file.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "example_rules.hpp"
#include "redline/base/random.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;
using namespace std::chrono_literals;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

BOOST_AUTO_TEST_SUITE(rule_file)

BOOST_AUTO_TEST_CASE(every_key_reaches_the_value) {
    const auto rules = read_rules(test::rules_folder() / "good.rules.yaml");
    BOOST_REQUIRE_MESSAGE(rules, test::reason(rules));
    BOOST_TEST(rules->service == "leadpipe");
    BOOST_REQUIRE(rules->slos.size() == 2U);

    const auto& availability = rules->slos[0];
    BOOST_TEST(availability.description == "A posted lead is answered, not lost.");
    BOOST_TEST(availability.objective == 0.999, boost::test_tools::tolerance(1e-12));
    BOOST_TEST((availability.window == 720h));
    BOOST_TEST(availability.min_events == 50U);
    const auto& ratio = std::get<RatioIndicator>(availability.indicator);
    BOOST_TEST(to_text(ratio.bad) == R"(requests_total{route="/v1/leads", code=~"5.."})");
    BOOST_TEST(to_text(ratio.total) == R"(requests_total{route="/v1/leads"})");
    BOOST_REQUIRE(availability.alerts.size() == 3U);
    BOOST_TEST(availability.alerts[0].responsibility.severity == "page");
    BOOST_TEST(availability.alerts[0].responsibility.owner == "team-intake");
    BOOST_TEST(availability.alerts[0].responsibility.runbook == "runbooks/leads.md#availability");
    BOOST_TEST(availability.alerts[0].responsibility.escalation == "intake-on-call");
    BOOST_TEST(availability.baseline->trailing);
    BOOST_TEST(availability.baseline->previous);
    BOOST_TEST(availability.baseline->responsibility.severity == "ticket");

    const auto& latency = rules->slos[1];
    BOOST_TEST((std::get<LatencyIndicator>(latency.indicator).slower_than == 250ms));
    BOOST_TEST(latency.min_events == 100U);
    BOOST_REQUIRE(latency.alerts.size() == 2U);
    BOOST_TEST(latency.alerts[0].burn_rate == 10);
    BOOST_TEST((latency.alerts[0].long_window == 2h && latency.alerts[0].short_window == 10min));
    BOOST_TEST(latency.alerts[1].responsibility.severity == "ticket");
    BOOST_TEST(latency.alerts[1].responsibility.owner == "team-speed");
    BOOST_TEST(latency.alerts[1].responsibility.escalation == "speed-on-call");
    BOOST_TEST(latency.alerts[1].responsibility.runbook == "runbooks/leads.md#latency");
    BOOST_TEST(!latency.baseline->previous);
    BOOST_TEST(latency.baseline->responsibility.severity == "page");
    BOOST_TEST((latency_bounds(*rules) == std::vector<base::Duration>{250ms}));
}

BOOST_AUTO_TEST_CASE(the_workbook_pairs_are_table_5_8) {
    const auto rules = read_rules(test::rules_folder() / "good.rules.yaml");
    BOOST_REQUIRE(rules);
    std::string pairs;
    for (const auto& alert : rules->slos[0].alerts)
        pairs += alert.responsibility.severity + " " + std::to_string(alert.burn_rate).substr(0, 4) + " " +
                 base::to_text(alert.long_window) + "/" + base::to_text(alert.short_window) + "; ";
    BOOST_TEST(pairs == "page 14.4 1h/5m; page 6.00 6h/30m; ticket 1.00 3d/6h; ");
}

BOOST_AUTO_TEST_CASE(the_shipped_rules_are_good) {
    const auto rules = read_rules(test::source_folder() / "scenarios" / "lead-intake.rules.yaml");
    BOOST_REQUIRE_MESSAGE(rules, test::reason(rules));
    BOOST_TEST((latency_bounds(*rules) == std::vector<base::Duration>{300ms}));
}

/// Each tests/rules/broken/NAME.rules.yaml is refused with exactly the text of NAME.txt. With
/// REDLINE_REWRITE=1 the texts are written anew, to be read as a diff.
BOOST_AUTO_TEST_CASE(broken_files_are_refused_word_for_word) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(test::rules_folder() / "broken"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    BOOST_TEST(files.size() >= 15U);
    for (const auto& file : files) {
        BOOST_TEST_CONTEXT(file.filename()) {
            const auto source = std::make_shared<const base::SourceText>(
                base::SourceText{file.filename().string(), content_of(file)});
            const auto rules = parse_rules(source, test::rules_folder());
            BOOST_REQUIRE(!rules);
            auto expected = file;
            expected.replace_extension().replace_extension(".txt");
            if (std::getenv("REDLINE_REWRITE")) std::ofstream(expected) << to_text(rules.error()) << "\n";
            BOOST_TEST(to_text(rules.error()) + "\n" == content_of(expected));
        }
    }
}

/// A good file with bytes spoiled is read, or refused with every mistake inside the text.
BOOST_AUTO_TEST_CASE(spoiled_files_are_answered) {
    constexpr std::string_view bytes = "ab0 {}[]\"'=~!,:\\(+#-\n\t%&*|>";
    const auto good = content_of(test::rules_folder() / "good.rules.yaml");
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        auto random = base::Random::keyed(seed, "spoiled rules", 0);
        auto text = good;
        for (auto n = 1 + random.below(4); n > 0; --n)
            text[random.below(text.size())] = bytes[random.below(bytes.size())];
        const auto rules = test::rules_from(text);
        if (rules) continue;
        ++refused;
        BOOST_TEST(!rules.error().diagnostics.empty(), "seed " << seed);
        for (const auto& diagnostic : rules.error().diagnostics)
            BOOST_TEST(
                (diagnostic.place.line >= 1 && diagnostic.place.column >= 1 && !diagnostic.message.empty()),
                "seed " << seed);
    }
    BOOST_TEST(refused > 200); // most bytes of a rule file matter
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_not_found) {
    const auto rules = read_rules(test::rules_folder() / "nowhere.rules.yaml");
    BOOST_REQUIRE(!rules);
    BOOST_TEST((rules.error().code == base::ErrorCode::not_found));
}

BOOST_AUTO_TEST_SUITE_END()
