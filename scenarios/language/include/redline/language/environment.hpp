/// Why this exists: the same scenario runs against a laptop and a staging host; what differs comes from the
/// environment. `${NAME}` and `${NAME:-default}` stand anywhere in a value, never in a key, and are filled
/// once, before the file means anything, so that a run never depends on when it was read.
///
/// As in the POSIX shell, the default is taken when the variable is unset or empty. `$${` writes a literal
/// `${`. Pure but for the function it is handed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "redline/yaml/node.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::language {

/// Answers what a variable holds, nothing where it is not set.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;

/// Fills every scalar below `file`; a variable that is not set and has no default is reported at its column.
/// An empty function is an empty environment.
void fill_environment(yaml::Node& file, const Environment& environment, yaml::Diagnostics& diagnostics);

} // namespace redline::language
