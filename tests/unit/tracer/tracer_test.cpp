#include "redline/tracer/tracer.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tracer_under_test.hpp"

namespace {

using namespace redline;
using namespace std::chrono_literals;
using redline::tracer::Severity;
using redline::tracer::Tracer;
using redline::tracer::test::caller_trace_id;
using redline::tracer::test::caller_traceparent;
using redline::tracer::test::ids_of;
using redline::tracer::test::TracerUnderTest;

int answer(std::string_view body) { return body.empty() ? 422 : 202; }

// README.md shows these lines, and a test below holds the two together.
// sample begins
int serve_lead(Tracer& tracer, std::string_view traceparent_header, std::string_view body) {
    auto request = tracer.server_span("POST", "/v1/leads", traceparent_header);
    request.set_attribute("lead_bytes", static_cast<std::int64_t>(body.size()));
    int status = 0;
    {
        auto work = tracer.span("ledger.write");
        status = answer(body);
        if (status != 202) work.set_error("invalid_lead");
    }
    request.set_status(status);
    tracer.log(Severity::info, "lead answered", {{"status", status}});
    return status;
}
// sample ends

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The house's root, above the build folder that tests run in.
std::filesystem::path root() {
    auto folder = std::filesystem::current_path();
    while (!exists(folder / "tracer" / "README.md") && folder.has_relative_path())
        folder = folder.parent_path();
    return folder;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tracer)

BOOST_FIXTURE_TEST_CASE(a_request_is_counted_when_its_span_ends, TracerUnderTest) {
    {
        auto span = tracer.server_span("POST", "/v1/leads", caller_traceparent);
        clock.advance(250ms);
        span.set_status(503);
        BOOST_TEST(page() == "");
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

BOOST_FIXTURE_TEST_CASE(a_request_continues_the_callers_trace_under_an_id_of_its_own, TracerUnderTest) {
    const auto span = tracer.server_span("POST", "/v1/leads", caller_traceparent);
    const auto header = base::to_text(span.context());
    BOOST_TEST(header.starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
    BOOST_TEST(header.ends_with("-01"));
    BOOST_TEST(header != caller_traceparent);
}

BOOST_FIXTURE_TEST_CASE(a_caller_that_does_not_sample_is_not_overruled, TracerUnderTest) {
    const auto span =
        tracer.server_span("GET", "/", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    BOOST_TEST(!span.context().sampled);
    BOOST_TEST(!tracer.span("child").context().sampled);
}

BOOST_FIXTURE_TEST_CASE(an_unreadable_traceparent_starts_a_trace, TracerUnderTest) {
    for (const auto header : {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                              "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                              "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"}) {
        const auto span = tracer.server_span("GET", "/", header);
        BOOST_TEST(bool(span.context().trace_id));
        BOOST_TEST(bool(span.context().parent_id));
        BOOST_TEST(base::to_text(span.context().trace_id) != caller_trace_id);
        BOOST_TEST(span.context().sampled);
    }
}

BOOST_FIXTURE_TEST_CASE(a_request_is_never_the_child_of_another_that_its_thread_is_serving, TracerUnderTest) {
    const auto one = tracer.server_span("GET", "/", caller_traceparent);
    const auto two = tracer.server_span("GET", "/", "");
    BOOST_TEST((two.context().trace_id != one.context().trace_id));
}

BOOST_FIXTURE_TEST_CASE(a_detached_span_is_counted_and_is_nobodys_current_one, TracerUnderTest) {
    const auto request = tracer.server_span("POST", "/v1/leads", caller_traceparent);
    {
        auto call = tracer.detached_span("ping", request.context());
        BOOST_TEST((call.context().trace_id == request.context().trace_id));
        BOOST_TEST((call.context().parent_id != request.context().parent_id));
        BOOST_TEST(ids_logged() == ids_of(request));
        call.set_error("timed_out");
    }
    BOOST_TEST(operation_counts() == "{operation=\"ping\",error_type=\"timed_out\"} 1\n");
}

BOOST_FIXTURE_TEST_CASE(work_handed_to_another_thread_joins_the_trace_by_its_parents_context,
                        TracerUnderTest) {
    const auto request = tracer.server_span("POST", "/v1/leads", caller_traceparent);
    std::jthread([this, parent = request.context()] {
        const auto strange = tracer.span("no parent here");
        BOOST_TEST((strange.context().trace_id != parent.trace_id));
        const auto work = tracer.span("offer lead", parent);
        BOOST_TEST((work.context().trace_id == parent.trace_id));
        BOOST_TEST(ids_logged() == ids_of(work));
    }).join();
}

BOOST_FIXTURE_TEST_CASE(no_two_spans_share_an_id_whatever_the_thread, TracerUnderTest) {
    constexpr std::size_t thread_count = 4, spans_each = 500;
    std::vector<std::vector<std::string>> ids(thread_count);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : ids)
            threads.emplace_back([&] {
                for (std::size_t i = 0; i < spans_each; ++i)
                    mine.push_back(ids_of(tracer.server_span("GET", "/", "")));
            });
    }
    std::set<std::string> traces, spans;
    for (const auto& mine : ids)
        for (const auto& text : mine) {
            traces.insert(text.substr(0, 32));
            spans.insert(text.substr(33));
        }
    BOOST_TEST(traces.size() == thread_count * spans_each);
    BOOST_TEST(spans.size() == thread_count * spans_each);
}

BOOST_FIXTURE_TEST_CASE(a_log_line_carries_the_callers_trace_and_the_current_spans_id, TracerUnderTest) {
    clock.advance(1777638896789ms);
    const auto span = tracer.server_span("POST", "/v1/leads", caller_traceparent);
    tracer.log(Severity::warn, "lead refused", {{"status", 422}});
    BOOST_TEST(lines.back() ==
               R"({"time":"2026-05-01T12:34:56.789Z","severity":"WARN","service":"leadpipe",)"
               R"("message":"lead refused","trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":")" +
                   base::to_text(span.context().parent_id) + R"(","fields":{"status":422}})");
}

BOOST_FIXTURE_TEST_CASE(without_a_sink_lines_are_dropped, TracerUnderTest) {
    Tracer silent({.service = "silent"});
    const auto span = silent.span("work");
    silent.log(Severity::error, "nobody hears this");
    BOOST_TEST(lines.empty());
}

BOOST_FIXTURE_TEST_CASE(without_a_clock_of_its_own_it_reads_the_machines, TracerUnderTest) {
    const auto before = base::to_rfc3339(base::wall_now());
    Tracer plain(
        {.service = "plain", .log_sink = [this](std::string_view line) { lines.emplace_back(line); }});
    plain.log(Severity::info, "now");
    const auto after = base::to_rfc3339(base::wall_now());
    const auto logged = last_line()["time"].get<std::string>();
    BOOST_TEST(before <= logged);
    BOOST_TEST(logged <= after);
}

BOOST_FIXTURE_TEST_CASE(routes_beyond_the_limit_share_a_series, TracerUnderTest) {
    Tracer small({.service = "small", .bounds_seconds = {1}, .label_values_max = 1, .clock = &clock});
    for (const auto route : {"/a", "/b", "/c", "/a"}) small.server_span("GET", route, "").set_status(200);
    const auto series = small.collectable()->Collect().at(0).metric;
    BOOST_REQUIRE(series.size() == 2u);
    BOOST_TEST(series[0].label[1].value == "/a");
    BOOST_TEST(series[0].histogram.sample_count == 2u);
    BOOST_TEST(series[1].label[1].value == "_other");
    BOOST_TEST(series[1].histogram.sample_count == 2u);
}

BOOST_FIXTURE_TEST_CASE(the_sample_in_the_readme_is_counted_and_logged, TracerUnderTest) {
    BOOST_TEST(serve_lead(tracer, caller_traceparent, "{}") == 202);
    BOOST_TEST(serve_lead(tracer, caller_traceparent, "") == 422);
    BOOST_TEST(request_counts() == "{http_request_method=\"POST\",http_route=\"/v1/leads\","
                                   "http_response_status_code=\"202\",error_type=\"\"} 1\n"
                                   "{http_request_method=\"POST\",http_route=\"/v1/leads\","
                                   "http_response_status_code=\"422\",error_type=\"\"} 1\n");
    BOOST_TEST(operation_counts() == "{operation=\"ledger.write\",error_type=\"\"} 1\n"
                                     "{operation=\"ledger.write\",error_type=\"invalid_lead\"} 1\n");
    BOOST_TEST(last_line()["trace_id"] == caller_trace_id);
    BOOST_TEST(last_line()["fields"].dump() == R"({"lead_bytes":0,"status":422})");
}

BOOST_FIXTURE_TEST_CASE(the_sample_in_the_readme_is_the_one_compiled_here, TracerUnderTest) {
    const std::string begin = "// sample begins\n", end = "// sample ends\n";
    const auto source = read(root() / "tests/unit/tracer/tracer_test.cpp");
    const auto from = source.find("\n" + begin);
    const auto to = source.find("\n" + end);
    BOOST_REQUIRE(from < to);
    const auto sample = source.substr(from + 1 + begin.size(), to - from - begin.size());
    BOOST_TEST(read(root() / "tracer/README.md").find("```cpp\n" + sample + "```\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
