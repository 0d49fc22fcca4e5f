/// Why this exists: checks look at one value inside a JSON answer, and that needs no query language: `$`,
/// keys and indices. A subset of RFC 9535 (JSONPath), singular queries only: `$.a.b[0]["odd key"]`.
///
/// Values; pure.
#pragma once

#include <string>
#include <vector>

#include "redline/base/json_scan.hpp"

namespace redline::language {

/// The way from a JSON text's root to one value: a key of an object or an index of an array at each step.
struct JsonPath {
    std::vector<base::JsonStep> steps;
    bool operator==(const JsonPath&) const = default;
};

/// The form a check reads back to the same path.
std::string to_text(const JsonPath& path);

} // namespace redline::language
