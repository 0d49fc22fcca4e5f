/// Why this exists: "the current span" of a thread is the youngest span it made that is still open. Spans end
/// in any order and on any thread, so the list is not a stack: whoever ends a span marks it, and the thread
/// that made it drops marked ones when it next looks.
///
/// Each function speaks of the calling thread only. While the thread's thread-locals are being destroyed
/// there is no current span, and none is kept.
#pragma once

#include <memory>

#include "open_span.hpp"

namespace redline::tracer {

/// Makes `span` current.
void make_current(std::shared_ptr<OpenSpan> span);

/// The youngest open span, or null.
std::shared_ptr<OpenSpan> current_span();

} // namespace redline::tracer
