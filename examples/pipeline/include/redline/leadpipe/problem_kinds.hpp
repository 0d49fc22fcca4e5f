/// Why this exists: a refusal names its kind (`urn:leadpipe:problem:busy`), and who reads it wants to know
/// what to do. Every kind there is stands here once; the OpenAPI document shows this table, and a test finds
/// every Problem in the sources here.
///
/// Pure, any thread.
#pragma once

#include <span>
#include <string_view>

namespace redline::leadpipe {

struct ProblemKind {
    std::string_view kind;
    int status;
    std::string_view title;
    std::string_view way_out; ///< what the client can do: a sentence
};

/// By kind, ascending.
std::span<const ProblemKind> problem_kinds();

/// Null for a kind there is none.
const ProblemKind* find_problem_kind(std::string_view kind);

} // namespace redline::leadpipe
