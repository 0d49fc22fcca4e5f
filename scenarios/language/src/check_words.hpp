/// Why this exists: the words of a check, spelled once for its reader and its printer.
#pragma once

#include <array>
#include <string_view>

namespace redline::language {

/// By Subject; a path's begins with `$`.
constexpr std::array<std::string_view, 5> subject_words = {"status", "latency", "body", "header", "$"};

/// By Operator.
constexpr std::array<std::string_view, 8> operator_words = {
    "==", "!=", "<", "<=", ">", ">=", "in", "contains"};

} // namespace redline::language
