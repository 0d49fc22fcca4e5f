/// A tracer whose clock stands still, whose lines are kept and whose /metrics page can be read: what the
/// tests of spans and of the tracer share. For one thread at a time but for what the tracer itself allows.
#pragma once

#include <algorithm>
#include <mutex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "redline/base/clock.hpp"
#include "redline/base/json.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::tracer::test {

inline constexpr std::string_view caller_traceparent =
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
inline constexpr std::string_view caller_trace_id = "0af7651916cd43dd8448eb211c80319c";

struct TracerUnderTest {
    base::ManualClock clock;
    std::vector<std::string> lines;
    std::mutex lines_lock;
    Tracer tracer{{.service = "leadpipe",
                   .log_sink =
                       [this](std::string_view line) {
                           const std::scoped_lock hold(lines_lock);
                           lines.emplace_back(line);
                       },
                   .bounds_seconds = {0.1, 0.3},
                   .clock = &clock}};

    std::string page() const {
        std::ostringstream text;
        prometheus::TextSerializer().Serialize(text, tracer.collectable()->Collect());
        return text.str();
    }

    /// The page's `_count` lines of operations, without the metric's name: `{operation="x",error_type=""} 1`.
    std::string operation_counts() const { return lines_with("operation_duration_seconds_count"); }
    std::string request_counts() const { return lines_with("http_server_request_duration_seconds_count"); }

    /// The ids a log line written now carries: `<trace id> <span id>`, or empty outside spans.
    std::string ids_logged() {
        tracer.log(Severity::info, "where am I");
        const auto line = last_line();
        if (!line.contains("trace_id")) return {};
        return line["trace_id"].get<std::string>() + " " + line["span_id"].get<std::string>();
    }

    base::Json last_line() const {
        BOOST_REQUIRE(!lines.empty());
        return base::parse_json(lines.back(), "line").value();
    }

  private:
    std::string lines_with(std::string_view name) const {
        std::istringstream in(page());
        std::string found;
        for (std::string line; std::getline(in, line);)
            if (line.starts_with(name)) found += line.substr(name.size()) + "\n";
        return found;
    }
};

inline std::string ids_of(const Span& span) {
    return base::to_text(span.context().trace_id) + " " + base::to_text(span.context().parent_id);
}

} // namespace redline::tracer::test
