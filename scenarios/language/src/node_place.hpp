/// Why this exists: a mistake inside a scalar deserves its own column. YAML's quotes and escapes, block
/// scalars and filled-in `${}` move the text a reader sees away from the text the user wrote; these functions
/// find the way back, and fall back to the whole scalar where there is none.
#pragma once

#include "redline/yaml/node.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::language {

/// Whether the file spells the scalar exactly as it was read, so that offsets in one are offsets in the
/// other.
bool verbatim(const yaml::Node& scalar);

/// The place of `length` bytes at `offset` of the scalar's text.
base::Place place_in(const yaml::Node& scalar, std::size_t offset, std::size_t length);

/// Appends the diagnostics of `error`, a reader's answer about `scalar`; offsets that cannot be trusted
/// become the whole scalar's place.
void report_error(const base::Error& error, const yaml::Node& scalar, yaml::Diagnostics& diagnostics);

} // namespace redline::language
