/// Why this exists: a golden session is a file people review as a diff: commands as typed, what the terminal
/// showed, and the files the session began with. This is its grammar; tests/cli/README.md shows it.
///
/// Values without locks. print(parse(text)) is the canonical form of a text; parse(print(t)) == t.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"

namespace redline::transcripts {

/// A file the session begins with.
struct StartFile {
    std::string name; ///< relative, below the session's folder
    std::string text;
    bool operator==(const StartFile&) const = default;
};

/// A command and what it showed.
struct Exchange {
    std::vector<std::string> remarks; ///< the `# …` lines above it, without `# `
    std::string command;              ///< given to sh -c; holds ends of line where `> ` lines continue it
    bool background = false;          ///< `$ background …`: started, left running, stopped at the end
    std::string output;               ///< stdout and stderr in the order they were written
    int exit_status = 0;
    bool operator==(const Exchange&) const = default;
};

struct Transcript {
    std::vector<Exchange> exchanges;
    std::vector<std::string> closing_remarks;
    std::vector<StartFile> files;
    bool operator==(const Transcript&) const = default;
};

base::Result<Transcript> parse(std::string_view text, std::string_view name);
std::string print(const Transcript& transcript);

} // namespace redline::transcripts
