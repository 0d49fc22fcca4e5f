// Sessions run for real, with plain shell commands in place of the binary.
#include "session.hpp"
#include "shell.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace redline;
using transcripts::Outcome;

namespace {

namespace fs = std::filesystem;

constexpr const char* server = "#!/bin/sh\n"
                               "trap 'echo stopped >&2; exit 0' TERM\n"
                               "echo serving; echo 4711 > port\n"
                               "while :; do read -r line < fifo; done\n";

/// A transcript file in a folder of its own.
class TranscriptFile {
  public:
    explicit TranscriptFile(const std::string& text) {
        std::string pattern = (fs::temp_directory_path() / "session_test_XXXXXX").string();
        BOOST_TEST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        std::ofstream(path()) << text;
    }
    ~TranscriptFile() { fs::remove_all(folder_); }
    TranscriptFile(const TranscriptFile&) = delete;
    TranscriptFile& operator=(const TranscriptFile&) = delete;

    fs::path path() const { return folder_ / "a.transcript"; }
    std::string text() const {
        std::ifstream file(path());
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    fs::path folder_;
};

transcripts::Judged judged(const TranscriptFile& file, bool rewrite = false, int timeout_seconds = 60) {
    transcripts::SessionOptions options;
    options.source_folder = "the-source";
    options.timeout = std::chrono::seconds(timeout_seconds);
    const auto result = transcripts::judge(file.path(), options, rewrite);
    if (result) return *result;
    BOOST_ERROR(base::to_text(result.error()));
    return {};
}

/// What is different about a session that must not go as written.
std::string difference(const std::string& text, int timeout_seconds = 60) {
    const auto result = judged(TranscriptFile(text), false, timeout_seconds);
    BOOST_TEST((result.outcome == Outcome::different));
    return result.difference;
}

void expect_same(const std::string& text) {
    const auto result = judged(TranscriptFile(text));
    BOOST_TEST((result.outcome == Outcome::same), result.difference);
}

} // namespace

BOOST_AUTO_TEST_SUITE(transcript_session)

BOOST_AUTO_TEST_CASE(a_session_that_goes_as_written_is_the_same) {
    expect_same("$ cat lead.yaml\nversion: 1\n\n"
                "$ echo out; echo err >&2; echo out again\nout\nerr\nout again\n\n"
                "$ echo kept > file; exit 3\nexit 3\n\n"
                "$ cat file sub/x\nkept\ndeep\n\n"
                "$ kill -9 $$\nexit 137\n"
                "-- lead.yaml --\nversion: 1\n-- sub/x --\ndeep\n");
}

BOOST_AUTO_TEST_CASE(commands_see_a_bare_environment) {
    setenv("REDLINE_TESTERS_OWN", "1", 1);
    expect_same("$ echo ${REDLINE_TESTERS_OWN-none} $NO_COLOR $TERM $LC_ALL $HOME $REDLINE_SOURCE_DIR; cat\n"
                "none 1 dumb C /nonexistent the-source\n");
}

BOOST_AUTO_TEST_CASE(a_session_that_went_otherwise_is_shown_as_a_diff) {
    BOOST_TEST(difference("$ echo one; exit 4\ntwo\n") ==
               "@@ line 1 @@\n $ echo one; exit 4\n-two\n+one\n+exit 4\n");
}

BOOST_AUTO_TEST_CASE(rewriting_puts_what_was_seen_in_the_file) {
    const TranscriptFile file("# why\n$ echo one\ntwo\n$ cat f; false\n-- f --\nx\n");
    BOOST_TEST((judged(file, true).outcome == Outcome::rewritten));
    BOOST_TEST(file.text() == "# why\n$ echo one\none\n\n$ cat f; false\nx\nexit 1\n\n-- f --\nx\n");
    BOOST_TEST((judged(file, true).outcome == Outcome::same));
    BOOST_TEST((judged(file, false).outcome == Outcome::same));
}

BOOST_AUTO_TEST_CASE(a_command_past_its_time_is_killed_with_its_children) {
    const auto text = difference("$ sleep 600 & echo started; sleep 600\nstarted\n", 1);
    BOOST_TEST(text.find("+[killed after 1 s]\n+exit 137\n") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(a_background_server_is_waited_for_and_stopped) {
    expect_same("$ mkfifo fifo\n\n"
                "$ background sh server.sh --port-file port\n\n"
                "$ echo http://127.0.0.1:$(cat port)/; cat background.out\n"
                "http://127.0.0.1:4711/\nserving\n\n"
                "-- server.sh --\n" +
                std::string(server));
}

BOOST_AUTO_TEST_CASE(a_background_server_that_ends_at_once_is_told) {
    BOOST_TEST(difference("$ background sh -c 'echo port in use; exit 2' --port-file port\n") ==
               "@@ line 1 @@\n $ background sh -c 'echo port in use; exit 2' --port-file port\n"
               "+[did not start]\n+port in use\n");
}

BOOST_AUTO_TEST_CASE(a_background_command_deaf_to_the_signal_is_killed) {
    const TranscriptFile folder("");
    const transcripts::ShellOptions options{folder.path().parent_path(), {"PATH=/usr/bin:/bin"}};
    const auto ready = options.folder / "ready";
    transcripts::BackgroundCommand deaf("sh -c 'trap \"\" TERM; echo 1 > ready; while :; do sleep 1; done'",
                                        options, options.folder / "log");
    BOOST_TEST_REQUIRE(transcripts::wait_for_file(ready, deaf, std::chrono::seconds(30)));
    BOOST_TEST(deaf.running());
    BOOST_TEST(!deaf.stop(std::chrono::seconds(0)));
    BOOST_TEST(!deaf.running());
}

BOOST_AUTO_TEST_CASE(a_missing_transcript_is_an_error) {
    const auto result = transcripts::judge("no-such.transcript", {}, false);
    BOOST_TEST_REQUIRE(!result);
    BOOST_TEST(base::to_text(result.error()) == "no-such.transcript: cannot be read");
}

BOOST_AUTO_TEST_SUITE_END()
