/// Why this exists: most wrong words on a command line are right words mistyped. CLI11 says that something is
/// missing or too much; this says which word nobody knows, and the nearest one that is known.
#pragma once

#include <optional>
#include <span>
#include <string>

namespace CLI {
class App;
}

namespace redline::cli {

/// The first word of `arguments` (without the program's name) that is neither a command nor an option where
/// it stands, as a sentence with a suggestion; nothing where every word is known.
std::optional<std::string> mistyped_word(const CLI::App& app, std::span<const std::string> arguments);

} // namespace redline::cli
