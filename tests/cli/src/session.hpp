/// Why this exists: runs a transcript against real binaries and says what they showed, as another transcript:
/// comparing two texts is then all there is to judging, and rewriting is printing the second one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "transcript.hpp"

namespace redline::transcripts {

struct SessionOptions {
    std::vector<std::filesystem::path> path; ///< folders of the binaries under test, before /usr/bin:/bin
    std::filesystem::path source_folder;     ///< given to commands as REDLINE_SOURCE_DIR
    std::chrono::seconds timeout{60};        ///< for each command
};

/// Runs the commands in a fresh folder, which is removed. A timeout, or a background command that did not
/// start or stop, is told in the output it belongs to, so that it shows as a difference.
Transcript run_session(const Transcript& transcript, const SessionOptions& options);

enum class Outcome { same, different, rewritten };

struct Judged {
    Outcome outcome = Outcome::same;
    std::string difference; ///< where the two differ, as a unified diff
};

/// Runs the transcript in `file` and compares; with `rewrite`, puts what was seen in the file's place.
base::Result<Judged> judge(const std::filesystem::path& file, const SessionOptions& options, bool rewrite);

} // namespace redline::transcripts
