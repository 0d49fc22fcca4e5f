/// Why this exists: a failed transcript is read as a diff.
#pragma once

#include <string>
#include <string_view>

namespace redline::transcripts {

/// The lines of `before` and `after` as in a unified diff with three lines of context: ` ` both, `-` only
/// before, `+` only after, `@@ line N @@` (of `before`) between stretches. Empty where they are equal.
/// From the longest common subsequence; texts of a few thousand lines are fine.
std::string line_diff(std::string_view before, std::string_view after);

} // namespace redline::transcripts
