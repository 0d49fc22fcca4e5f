/// Why this exists: bodies and lists of targets come from files or, for `-`, from standard input; each is
/// read once, before anything is sent, and only as far as a limit says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::language {

/// Everything in the file, byte by byte as it stands there. More than `bytes_max` is an error.
base::Result<std::string> read_whole(std::string_view file, std::size_t bytes_max);

} // namespace redline::language
