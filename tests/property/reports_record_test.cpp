// A record that was damaged on its way is refused or read, never worse; and whatever is read can be shown.
#include "redline/reports/record_json.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/reports/page.hpp"
#include "redline/reports/terminal.hpp"
#include "sample_rules.hpp"
#include "tiny_run.hpp"

using namespace redline;
using namespace redline::reports;

namespace {

constexpr std::uint64_t seed = 20260502;

RunRecord small_record() {
    RunRecord record;
    record.scenario = {"small", "small.yaml", 1, "http://127.0.0.1:8080"};
    record.result = test::tiny_run();
    record.result.slice_width = std::chrono::milliseconds(200);
    record.result.slices.resize(3);
    record.result.slices[1].due = 5;
    record.result.slices[1].endings[{0, loadgen::Outcome::timeout, 0}].requests = 2;
    record.result.window_width = std::chrono::seconds(1);
    base::Histogram<5> times;
    times.record(1'000'000, 5);
    record.result.windows = {{{0, base::PackedHistogram<5>(times), {}}}};
    record.result.failed.push_back({0, 1, loadgen::Outcome::timeout, 0, {1, 2}, {}, {}, {}, "late"});
    record.rules = {test::sample_rules()};
    return record;
}

std::string damaged(std::string text, base::Random& random) {
    static constexpr std::string_view wild = "0123456789-eE.[]{}\",:nulltrue9999999999999999999";
    for (auto left = 1 + random.below(3); left > 0; --left) {
        const auto at = random.below(text.size());
        const auto size = 1 + random.below(4);
        switch (random.below(3)) {
        case 0: text[at] = wild[random.below(wild.size())]; break;
        case 1: text.erase(at, size); break;
        default: text.insert(at, wild.substr(random.below(wild.size()), size));
        }
    }
    return text;
}

/// Swaps a random number of the record for a random one, so that the JSON stays whole and only the sense
/// suffers.
void disturb(base::Json& json, base::Random& random) {
    auto* node = &json;
    while (node->is_structured() && !node->empty()) {
        auto next = node->begin();
        std::advance(next, static_cast<std::ptrdiff_t>(random.below(node->size())));
        node = &*next;
    }
    if (node->is_number()) *node = random.next() >> random.below(64);
}

} // namespace

BOOST_AUTO_TEST_SUITE(reports_record)

BOOST_AUTO_TEST_CASE(the_record_fuzzing_starts_from_is_one) {
    const auto file = std::filesystem::path(REDLINE_SOURCE_DIR) / "tests/fuzz/corpus/run_record/small.json";
    if (std::getenv("REDLINE_REWRITE") != nullptr)
        std::ofstream(file) << base::to_text(to_json(small_record())) << '\n';
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto read = read_record(text, "small.json");
    const auto refusal = read ? std::string() : base::to_text(read.error());
    BOOST_TEST(refusal == "", "REDLINE_REWRITE=1 writes it anew: " << refusal);
}

BOOST_AUTO_TEST_CASE(damaged_text_is_refused_or_read) {
    const auto text = base::to_text(to_json(small_record()));
    base::Random random(seed);
    int refused = 0;
    for (int i = 0; i < 3'000; ++i) {
        const auto read = read_record(damaged(text, random), "run.json");
        if (read) {
            BOOST_TEST(!html_page(*read).empty());
            BOOST_TEST(!summary_text(*read, true).empty());
        } else {
            ++refused;
            BOOST_REQUIRE(base::to_text(read.error()).starts_with("run.json"));
        }
    }
    BOOST_TEST((refused > 1'000 && refused < 3'000), "seed " << seed << ": refused " << refused);
}

BOOST_AUTO_TEST_CASE(senseless_figures_are_refused_or_shown) {
    const auto whole = to_json(small_record());
    base::Random random(seed + 1);
    for (int i = 0; i < 1'000; ++i) {
        auto json = whole;
        for (int change = 0; change < 4; ++change) disturb(json, random);
        const auto read = read_record(base::to_text(json), "run.json");
        if (!read) continue;
        BOOST_TEST(html_page(*read).size() < 200'000u, "seed " << seed << ", round " << i);
        BOOST_TEST(!summary_text(*read, false).empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
