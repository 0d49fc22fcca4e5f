/// Why this exists: one way to read JSON that never throws and never trusts its input. nlohmann/json is the
/// tree (order of keys kept, so that printed records are stable); this file and its source are the only ones
/// that parse.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "redline/base/error.hpp"

namespace redline::base {

using Json = nlohmann::ordered_json;

/// Reads a whole JSON text; `name` names it in the error, which carries the line and column.
Result<Json> parse_json(std::string_view text, std::string_view name);

/// Printed with `indent` spaces a level (-1: one line); invalid UTF-8 in strings becomes U+FFFD.
std::string to_text(const Json& json, int indent = -1);

} // namespace redline::base
