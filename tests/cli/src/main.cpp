// transcript_test FILE SOURCE_FOLDER PATH_FOLDER…: holds the binaries in PATH_FOLDER… to the transcript FILE.
// With REDLINE_REWRITE=1 in the environment, FILE becomes what they showed.
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "session.hpp"

using namespace redline;

namespace {

constexpr int different_status = 1;
constexpr int usage_status = 2;

bool rewriting() {
    const char* value = std::getenv("REDLINE_REWRITE");
    return value != nullptr && std::string_view(value) == "1";
}

int report(const std::string& file, const transcripts::Judged& judged) {
    if (judged.outcome == transcripts::Outcome::same) return 0;
    const bool rewritten = judged.outcome == transcripts::Outcome::rewritten;
    fmt::print("{}: {}\n{}", file,
               rewritten ? "rewritten" : "the session went otherwise (- expected, + seen)",
               judged.difference);
    if (rewritten) return 0;
    fmt::print("REDLINE_REWRITE=1 writes what was seen into the file; review it as a diff.\n");
    return different_status;
}

} // namespace

int main(int count, char** words) {
    if (count < 3) {
        fmt::print(stderr, "usage: transcript_test FILE SOURCE_FOLDER PATH_FOLDER…\n");
        return usage_status;
    }
    transcripts::SessionOptions options;
    options.source_folder = words[2];
    options.path.assign(words + 3, words + count);
    const auto judged = transcripts::judge(words[1], options, rewriting());
    if (judged) return report(words[1], *judged);
    fmt::print(stderr, "{}\n", base::to_text(judged.error()));
    return usage_status;
}
