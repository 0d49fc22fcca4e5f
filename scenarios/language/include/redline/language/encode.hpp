/// Why this exists: text drawn from data goes into paths, headers and JSON, and must not break out of them.
/// Each function here rewrites what was just appended, in place where it can, for most inserts need no
/// change.
#pragma once

#include <cstddef>
#include <string>

namespace redline::language {

/// Percent-encodes everything from `start` on that is not unreserved (RFC 3986, section 2.3).
void encode_path_from(std::size_t start, std::string& text);

/// Makes control characters from `start` on spaces, so that a field cannot end its header line.
void encode_header_from(std::size_t start, std::string& text);

/// Escapes what stands from `start` on for the inside of a JSON string.
void encode_json_from(std::size_t start, std::string& text);

} // namespace redline::language
