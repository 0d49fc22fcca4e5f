#include "redline/reports/terminal.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "redline/base/histogram.hpp"
#include "sample_record.hpp"

using namespace redline;
using namespace redline::reports;

namespace {

/// The folder of expected texts, searched from the working directory upwards: __FILE__ is relative to the
/// build folder where ccache makes it so, and tests run from more than one place.
std::filesystem::path golden_folder() {
    const std::filesystem::path below = "tests/unit/reports/golden";
    for (auto folder = std::filesystem::current_path(); folder.has_relative_path();
         folder = folder.parent_path())
        if (std::filesystem::is_directory(folder / below)) return folder / below;
    return std::filesystem::path(__FILE__).parent_path() / "golden";
}

/// The expected text; rewritten instead of compared where REDLINE_REWRITE=1.
std::string golden(const std::string& name, const std::string& now) {
    const auto path = golden_folder() / name;
    if (const char* rewrite = std::getenv("REDLINE_REWRITE"); rewrite != nullptr && *rewrite == '1')
        std::ofstream(path, std::ios::binary) << now;
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t columns(const std::string& line) {
    return static_cast<std::size_t>(std::count_if(
        line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

BOOST_AUTO_TEST_SUITE(terminal)

BOOST_AUTO_TEST_CASE(a_failed_run) {
    const auto text = summary_text(test::sample_record(), false);
    BOOST_TEST(text == golden("failed_run.txt", text));
}

BOOST_AUTO_TEST_CASE(an_empty_run) {
    const auto text = summary_text(test::empty_record(), false);
    BOOST_TEST(text == golden("empty_run.txt", text));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run) {
    auto record = test::sample_record();
    record.result.interrupted = true;
    record.result.took = std::chrono::seconds(20);
    record.rules.clear();
    conclude(record, {}, {});
    const auto text = summary_text(record, false);
    BOOST_TEST(text == golden("interrupted_run.txt", text));
}

BOOST_AUTO_TEST_CASE(the_summary_says_which_model_ran_and_what_carried_it) {
    auto record = test::sample_record();
    BOOST_TEST(summary_text(record, false).find("\nopen model: ") != std::string::npos);
    record.scenario.file.clear();
    record.result.users = 1250;
    record.result.honesty.transport = "epoll";
    record.result.honesty.pacing = "as fast as answers come";
    record.result.honesty.note = "the kernel permits no io_uring";
    const auto text = summary_text(record, false);
    BOOST_TEST(text.find(" (seed ") != std::string::npos);
    BOOST_TEST(
        text.find("\nclosed model, 1,250 users: a slow answer delays the next request, so stalls hide") !=
        std::string::npos);
    BOOST_TEST(text.find("\n  sent by epoll, as fast as answers come; the kernel permits no io_uring\n") !=
               std::string::npos);
}

/// Users with a number of flows to do are done before the time they were given.
BOOST_AUTO_TEST_CASE(users_who_were_done_early_are_counted_over_the_time_they_took) {
    auto record = test::sample_record();
    record.result.users = 5;
    record.result.took = std::chrono::seconds(2);
    BOOST_TEST(summary_text(record, false).find(", 2 s of load\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(colour_changes_nothing_but_colour) {
    const auto plain = summary_text(test::sample_record(), false);
    auto coloured = summary_text(test::sample_record(), true);
    BOOST_TEST(plain.find('\x1b') == std::string::npos);
    BOOST_TEST(coloured.find("\x1b[31m") != std::string::npos);
    for (auto at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
        coloured.erase(at, coloured.find('m', at) + 1 - at);
    BOOST_TEST(coloured == plain);
}

BOOST_AUTO_TEST_CASE(lines_fit_a_terminal_of_100_columns) {
    std::istringstream lines(summary_text(test::sample_record(), false));
    for (std::string line; std::getline(lines, line);) {
        BOOST_TEST(columns(line) <= 100u, line);
        BOOST_TEST((line.empty() || line.back() != ' '), line);
    }
}

BOOST_AUTO_TEST_CASE(hostile_names_cannot_steer_the_terminal) {
    auto record = test::sample_record();
    record.scenario.name = "\x1b]0;owned\x07\x1b[2J\r\nfake: passed \xE2\x80\xAE gnp \xff";
    record.result.steps[0].name = std::string(1 << 20, 'x');
    record.result.failed[0].detail = "\x1b[31m\n\n\xC2\x9B";
    const auto text = summary_text(record, false);
    BOOST_TEST(text.find('\x1b') == std::string::npos);
    BOOST_TEST(text.find('\r') == std::string::npos);
    BOOST_TEST(text.find("\xE2\x80\xAE") == std::string::npos);
    BOOST_TEST(text.find("\xC2\x9B") == std::string::npos);
    BOOST_TEST(text.size() < 20'000u);
}

BOOST_AUTO_TEST_SUITE_END()
