// The grammar of transcripts: what is read, what is refused, and that printing is its inverse.
#include "transcript.hpp"

#include <boost/test/unit_test.hpp>

#include "line_diff.hpp"
#include "redline/base/random.hpp"

using namespace redline;
using transcripts::Exchange;
using transcripts::Transcript;

namespace {

Transcript parsed(std::string_view text) {
    const auto transcript = transcripts::parse(text, "a.transcript");
    if (transcript) return *transcript;
    BOOST_ERROR(base::to_text(transcript.error()));
    return {};
}

std::string refusal(std::string_view text) {
    const auto transcript = transcripts::parse(text, "a.transcript");
    return transcript ? "accepted" : base::to_text(transcript.error());
}

/// Lines that test the grammar's every corner, put together by `random`.
std::string odd_text(base::Random& random) {
    constexpr std::string_view lines[] = {"",
                                          "\n",
                                          "plain",
                                          "$ x",
                                          "> x",
                                          "# x",
                                          "#",
                                          "exit 1",
                                          "-- a --",
                                          "\\",
                                          "\\\\ x",
                                          " ",
                                          "\\ no newline at the end"};
    std::string text;
    for (auto left = random.below(5); left > 0; --left)
        text += std::string(lines[random.below(std::size(lines))]) + (random.chance(0.8) ? "\n" : "");
    return text;
}

Transcript odd_transcript(base::Random& random) {
    Transcript transcript;
    for (auto left = 1 + random.below(3); left > 0; --left) {
        Exchange exchange;
        if (random.chance(0.3)) exchange.remarks = {"why", "", "$ not a command"};
        exchange.command = random.chance(0.3) ? "cat <<E\n> x\nE" : "redline run";
        exchange.background = random.chance(0.2);
        exchange.output = odd_text(random);
        exchange.exit_status = static_cast<int>(random.below(3));
        transcript.exchanges.push_back(exchange);
    }
    if (random.chance(0.3)) transcript.closing_remarks = {"the end"};
    if (random.chance(0.5)) transcript.files = {{"a/b.yaml", "version: 1\n\n$ x\nexit 3\n"}, {"empty", ""}};
    return transcript;
}

} // namespace

BOOST_AUTO_TEST_SUITE(transcript_format)

BOOST_AUTO_TEST_CASE(reads_commands_output_status_remarks_and_files) {
    const auto transcript = parsed("# A wrong file\n"
                                   "# is shown.\n"
                                   "$ redline check lead.yaml\n"
                                   "lead.yaml:1:1: no\n"
                                   "\n"
                                   "second paragraph\n"
                                   "exit 2\n"
                                   "\n"
                                   "$ background leadpipe serve --port 0\n"
                                   "$ cat <<E\n"
                                   "> one\n"
                                   "> E\n"
                                   "one\n"
                                   "\n"
                                   "-- lead.yaml --\n"
                                   "version: 1\n"
                                   "-- sub/b --\n"
                                   "\n"
                                   "x\n");
    BOOST_TEST_REQUIRE(transcript.exchanges.size() == 3U);
    const auto& first = transcript.exchanges[0];
    BOOST_TEST(first.remarks == (std::vector<std::string>{"A wrong file", "is shown."}));
    BOOST_TEST(first.command == "redline check lead.yaml");
    BOOST_TEST(first.output == "lead.yaml:1:1: no\n\nsecond paragraph\n");
    BOOST_TEST(first.exit_status == 2);
    BOOST_TEST(transcript.exchanges[1].background);
    BOOST_TEST(transcript.exchanges[1].command == "leadpipe serve --port 0");
    BOOST_TEST(transcript.exchanges[2].command == "cat <<E\none\nE");
    BOOST_TEST(transcript.exchanges[2].output == "one\n");
    BOOST_TEST_REQUIRE(transcript.files.size() == 2U);
    BOOST_TEST(transcript.files[0].text == "version: 1\n");
    BOOST_TEST(transcript.files[1].name == "sub/b");
    BOOST_TEST(transcript.files[1].text == "\nx\n");
}

BOOST_AUTO_TEST_CASE(a_backslash_makes_any_line_output) {
    const auto transcript = parsed("$ x\n\\$ y\n\\# z\n\\exit 1\n\\\\\n\\\n");
    BOOST_TEST(transcript.exchanges[0].output == "$ y\n# z\nexit 1\n\\\n\n");
}

BOOST_AUTO_TEST_CASE(a_missing_last_newline_is_told) {
    BOOST_TEST(parsed("$ x\ny\n\\ no newline at the end\n").exchanges[0].output == "y");
}

BOOST_AUTO_TEST_CASE(refuses_with_the_place) {
    BOOST_TEST(refusal("hello\n").starts_with("a.transcript:1:1: output stands here without a command"));
    BOOST_TEST(refusal("$ x\nexit two\n").starts_with("a.transcript:2:1: `exit N` ends a command's output"));
    BOOST_TEST(refusal("$ x\n-- ../x --\n").starts_with("a.transcript:2:1: a file's name stays below"));
}

BOOST_AUTO_TEST_CASE(parsing_a_print_gives_the_transcript_back) {
    const auto seed = base::fresh_seed();
    for (std::uint64_t i = 0; i < 2000; ++i) {
        auto random = base::Random::keyed(seed, "transcripts", i);
        const auto transcript = odd_transcript(random);
        const auto text = transcripts::print(transcript);
        BOOST_TEST_REQUIRE((parsed(text) == transcript), "seed " << seed << ", number " << i << ":\n"
                                                                 << text);
    }
}

BOOST_AUTO_TEST_CASE(a_diff_shows_changes_with_three_lines_around) {
    const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    const std::string after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten\n";
    BOOST_TEST(transcripts::line_diff(before, after) ==
               "@@ line 2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n+ten\n");
    BOOST_TEST(transcripts::line_diff(before, before).empty());
}

BOOST_AUTO_TEST_SUITE_END()
