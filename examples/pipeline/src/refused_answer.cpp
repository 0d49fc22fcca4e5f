#include "refused_answer.hpp"

namespace redline::leadpipe {

Answer refused_answer(tracer::Tracer& tracer, tracer::Span& span, std::string_view route,
                      const Problem& problem) {
    span.set_status(problem.status);
    const bool failed = is_failure(problem);
    tracer.log(
        failed ? tracer::Severity::error : tracer::Severity::warn,
        failed ? "request failed" : "request refused",
        {{"route", route}, {"status", problem.status}, {"kind", problem.kind}, {"reason", problem.detail}});
    return to_answer(problem, base::to_text(span.context().trace_id));
}

} // namespace redline::leadpipe
