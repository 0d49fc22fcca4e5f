/// Why this exists: checks look at one value inside a JSON answer, and that needs no query language: `$`,
/// keys and indices. A subset of RFC 9535 (JSONPath), singular queries only: `$.a.b[0]["odd key"]`.
///
/// Values; pure.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "redline/base/json.hpp"

namespace redline::language {

/// The way from a JSON text's root to one value: a key of an object or an index of an array at each step.
struct JsonPath {
    std::vector<std::variant<std::string, std::size_t>> steps;
    bool operator==(const JsonPath&) const = default;
};

/// The value there; null where the way ends early.
const base::Json* find(const JsonPath& path, const base::Json& root);

/// The form a check reads back to the same path.
std::string to_text(const JsonPath& path);

} // namespace redline::language
