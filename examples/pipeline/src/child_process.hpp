/// Starts this program again with other words.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/process_identity.hpp"

namespace redline::leadpipe {

/// A child with no signal blocked, nothing to read, and its outputs appended to `output`.
base::Result<ProcessIdentity> start_this_program(const std::vector<std::string>& words,
                                                 const std::filesystem::path& output);

/// `exit status 2`, `signal 9`, from what waitpid says.
std::string how_it_ended(int wait_status);

/// The last lines of a file that are not empty, each after `before`. Reads 16 KiB at most.
std::string last_lines(const std::filesystem::path& file, std::size_t lines_max, std::string_view before);

} // namespace redline::leadpipe
