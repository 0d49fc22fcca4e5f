#include "redline/tracer/tracer.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "redline/base/json.hpp"

namespace {

using namespace redline;
using redline::tracer::Severity;

struct Fixture {
    std::vector<std::string> lines;
    base::ManualClock clock;
    redline::tracer::Tracer service{{.service = "leadpipe",
                                     .log_sink = [this](std::string_view line) { lines.emplace_back(line); },
                                     .bounds_seconds = {0.1, 0.3},
                                     .clock = &clock}};

    std::string page() const {
        std::ostringstream text;
        prometheus::TextSerializer().Serialize(text, service.collectable()->Collect());
        return text.str();
    }

    base::Json last_line() const { return base::parse_json(lines.back(), "line").value(); }
};

constexpr std::string_view caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

} // namespace

BOOST_FIXTURE_TEST_SUITE(tracer, Fixture)

BOOST_AUTO_TEST_CASE(a_request_is_counted_when_its_span_ends) {
    {
        auto span = service.server_span("POST", "/v1/leads", caller);
        clock.advance(std::chrono::milliseconds(250));
        span.set_status(503);
    }
    BOOST_TEST(page() == R"(# HELP http_server_request_duration_seconds Duration of HTTP server requests.
# TYPE http_server_request_duration_seconds histogram
http_server_request_duration_seconds_count{http_request_method="POST",http_route="/v1/leads",http_response_status_code="503",error_type="503"} 1
http_server_request_duration_seconds_sum{http_request_method="POST",http_route="/v1/leads",http_response_status_code="503",error_type="503"} 0.25
http_server_request_duration_seconds_bucket{http_request_method="POST",http_route="/v1/leads",http_response_status_code="503",error_type="503",le="0.1"} 0
http_server_request_duration_seconds_bucket{http_request_method="POST",http_route="/v1/leads",http_response_status_code="503",error_type="503",le="0.3"} 1
http_server_request_duration_seconds_bucket{http_request_method="POST",http_route="/v1/leads",http_response_status_code="503",error_type="503",le="+Inf"} 1
)");
}

BOOST_AUTO_TEST_CASE(a_log_line_carries_the_callers_trace_and_the_current_spans_id) {
    const auto span = service.server_span("POST", "/v1/leads", caller);
    service.log(Severity::warn, "lead refused", {{"status", 422}});
    const auto line = last_line();
    BOOST_TEST(line["trace_id"] == "0af7651916cd43dd8448eb211c80319c");
    BOOST_TEST(line["span_id"] == base::to_text(span.context().parent_id));
    BOOST_TEST(line["span_id"] != "b7ad6b7169203331");
    BOOST_TEST(line["severity"] == "WARN");
    BOOST_TEST(line["service"] == "leadpipe");
    BOOST_TEST(line["fields"]["status"] == 422);
}

BOOST_AUTO_TEST_SUITE_END()
