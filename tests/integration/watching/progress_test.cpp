// Progress by the real binary: drawn over itself on a terminal, sentences everywhere else.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <regex>

#include "redline_process.hpp"
#include "scratch_folder.hpp"
#include "test_server.hpp"

using redline::test::RedlineProcess;
using redline::test::ScratchFolder;
using redline::test::Surroundings;

namespace {

constexpr std::string_view scenario_text = R"(version: 1
name: watched
stages: [{ name: hold, duration: 3500ms, arrival_rate: 50/s }]
flows: [{ name: look, steps: [{ name: look, get: / }] }]
target: http://127.0.0.1:)";

/// All that a run of three and a half seconds says besides its result.
std::string said(const Surroundings& surroundings, const std::vector<std::string>& more = {}) {
    const TestServer server([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    const ScratchFolder folder;
    folder.write("watched.yaml", std::string(scenario_text) + std::to_string(server.port()) + "\n");
    std::vector<std::string> words{"run", "watched.yaml"};
    words.insert(words.end(), more.begin(), more.end());
    RedlineProcess redline(folder.path(), words, surroundings);
    const auto text = redline.read_all();
    BOOST_TEST(redline.wait() != 2);
    return text;
}

std::string without_colour(const std::string& text) {
    return std::regex_replace(text, std::regex("\x1b\\[[0-9;]*m"), "");
}

/// The lines drawn one over the other, each from the first column with what was there before cleared behind
/// it.
std::vector<std::string> drawn(const std::string& text) {
    static const std::regex one("\r([^\r\n\x1b]*)\x1b\\[K");
    std::vector<std::string> lines;
    std::string rest = text;
    for (std::smatch line; std::regex_search(rest, line, one, std::regex_constants::match_continuous);
         rest = line.suffix())
        lines.push_back(line[1]);
    BOOST_TEST(rest == "");
    return lines;
}

std::size_t columns_of(const std::string& line) {
    return static_cast<std::size_t>(std::count_if(
        line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool has(const std::string& line, std::string_view word) { return line.find(word) != std::string::npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(on_a_terminal_one_line_is_drawn_over_itself_and_taken_away) {
    const auto text = said({.columns = 80, .environment = {{"TERM", "xterm"}}});
    BOOST_TEST(has(text, "\x1b[2m"));
    const auto lines = drawn(without_colour(text));
    BOOST_REQUIRE(lines.size() >= 3);
    BOOST_TEST(lines.back() == "");
    for (const auto& line : lines) BOOST_TEST(columns_of(line) < 80U, line);
    for (const auto* word : {"/s p50 ", " p95 ", " p99 ", " lag ", " 0 failed ", " left", "█"})
        BOOST_TEST(has(lines[1], word), word << " in " << lines[1]);
}

BOOST_AUTO_TEST_CASE(a_narrow_terminal_gets_a_narrow_line) {
    const auto lines = drawn(said({.columns = 30, .environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}}}));
    for (const auto& line : lines) BOOST_TEST(columns_of(line) < 30U, line);
    BOOST_TEST(has(lines.front(), "/s"));
}

BOOST_AUTO_TEST_CASE(elsewhere_and_on_a_dumb_terminal_it_is_told_in_sentences) {
    for (const auto& surroundings :
         {Surroundings{{}, {{"TERM", "xterm"}}}, Surroundings{80, {{"TERM", "dumb"}}}}) {
        const auto text = said(surroundings, {"--verbose"});
        BOOST_TEST(text.find('\x1b') == std::string::npos);
        BOOST_TEST(text.starts_with("1 s of 3.5 s, hold: "), text);
        BOOST_TEST(has(text, "\n2 s of 3.5 s, hold: "), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
