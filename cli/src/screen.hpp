/// Why this exists: results go to standard output, everything else (errors, progress) to standard error, so
/// that a pipe sees results alone. Colour only on a terminal that wants it (https://no-color.org).
#pragma once

#include <cstddef>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::cli {

void print_result(std::string_view text);

/// Prints the error with its place and way out, and answers with exit_mistake.
int print_mistake(const base::Error& error);

/// One line on standard error, as it is.
void print_note(std::string_view line);

bool result_wants_colour();
bool progress_is_terminal();
bool progress_wants_colour();
/// How wide the terminal is now, for progress; at least 1.
std::size_t progress_columns();

} // namespace redline::cli
