/// Whoever answers HTTP here refuses in one way: the span has the status, one log line has the reason, and
/// the problem that is answered names the trace of both.
///
/// Any thread.
#pragma once

#include "redline/leadpipe/http_message.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

/// Failed is who could have served and did not.
constexpr bool is_failure(const Problem& problem) { return problem.status >= 500; }

/// `route` is the pattern, never the path as it came. Logged under `span`, which must be the current one.
Answer refused_answer(tracer::Tracer& tracer, tracer::Span& span, std::string_view route,
                      const Problem& problem);

} // namespace redline::leadpipe
