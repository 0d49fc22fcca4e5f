/// Why this exists: every answer is judged against its step's checks on the worker that received it, so
/// judging must cost nothing it need not: headers are scanned only for a check on a header, and a body is
/// read as JSON once, for all checks that look into it, and without building a document.
///
/// Pure; safe from any thread.
#pragma once

#include <span>

#include "redline/language/check.hpp"
#include "redline/loadgen/traffic.hpp"

namespace redline::language {

/// More than a Judgement has bits for.
constexpr std::size_t step_checks_max = 32;

/// Bit i of failed_checks is checks[i]. The status is accepted when every check that speaks of the status
/// holds; where none does, below 400.
loadgen::Judgement judge(std::span<const Check> checks, const loadgen::Response& response);

/// The value of the first header called `name`, in any case, without the spaces around it; a null view where
/// there is none.
std::string_view header_value(std::string_view header_block, std::string_view name);

} // namespace redline::language
