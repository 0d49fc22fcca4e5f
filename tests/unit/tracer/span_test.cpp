#include "redline/tracer/span.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "redline/base/random.hpp"
#include "tracer_under_test.hpp"

namespace {

using namespace redline;
using namespace std::chrono_literals;
using redline::tracer::Severity;
using redline::tracer::Span;
using redline::tracer::test::caller_traceparent;
using redline::tracer::test::ids_of;
using redline::tracer::test::TracerUnderTest;

/// Ends its span, and logs, when its thread ends: after the thread's list of open spans is gone.
struct EndsWithThread {
    TracerUnderTest* service = nullptr;
    std::optional<Span> span;
    ~EndsWithThread() {
        if (!service) return;
        span.reset();
        const auto late = service->tracer.span("later");
        service->tracer.log(Severity::info, "the thread is ending");
    }
};

thread_local EndsWithThread ends_with_thread;

} // namespace

BOOST_AUTO_TEST_SUITE(span)

BOOST_FIXTURE_TEST_CASE(spans_nest_and_give_the_outer_one_back, TracerUnderTest) {
    BOOST_TEST(ids_logged() == "");
    const auto outer = tracer.span("outer");
    BOOST_TEST(ids_logged() == ids_of(outer));
    {
        const auto inner = tracer.span("inner");
        BOOST_TEST(ids_logged() == ids_of(inner));
        BOOST_TEST(ids_of(inner) != ids_of(outer));
        BOOST_TEST((inner.context().trace_id == outer.context().trace_id));
    }
    BOOST_TEST(ids_logged() == ids_of(outer));
}

BOOST_FIXTURE_TEST_CASE(a_moved_span_stays_current_and_ends_once, TracerUnderTest) {
    {
        auto first = tracer.span("work");
        const auto ids = ids_of(first);
        const auto second = std::make_unique<Span>(std::move(first));
        BOOST_TEST(ids_of(*second) == ids);
        BOOST_TEST(ids_logged() == ids);
    }
    BOOST_TEST(ids_logged() == "");
    BOOST_TEST(operation_counts() == "{operation=\"work\",error_type=\"\"} 1\n");
}

BOOST_FIXTURE_TEST_CASE(assigning_ends_what_was_there, TracerUnderTest) {
    auto span = tracer.span("first");
    clock.advance(50ms);
    span = tracer.span("second");
    BOOST_TEST(operation_counts() == "{operation=\"first\",error_type=\"\"} 1\n");
    BOOST_TEST(ids_logged() == ids_of(span));
}

BOOST_FIXTURE_TEST_CASE(assigning_a_span_to_itself_changes_nothing, TracerUnderTest) {
    auto span = tracer.span("work");
    auto& same = span;
    span = std::move(same);
    BOOST_TEST(ids_logged() == ids_of(span));
    BOOST_TEST(operation_counts() == "");
}

BOOST_FIXTURE_TEST_CASE(end_counts_once_and_the_ids_stay_readable, TracerUnderTest) {
    auto span = tracer.span("work");
    clock.advance(200ms);
    span.end();
    clock.advance(10s);
    span.end();
    span.set_error("too late");
    BOOST_TEST(ids_logged() == "");
    BOOST_TEST(ids_of(span).size() == 49u);
    BOOST_TEST(operation_counts() == "{operation=\"work\",error_type=\"\"} 1\n");
    BOOST_TEST(page().find("_sum{operation=\"work\",error_type=\"\"} 0.2\n") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(an_outer_span_that_ends_first_leaves_the_inner_one_current, TracerUnderTest) {
    auto outer = tracer.span("outer");
    auto inner = tracer.span("inner");
    outer.end();
    BOOST_TEST(ids_logged() == ids_of(inner));
    inner.end();
    BOOST_TEST(ids_logged() == "");
}

/// Against the plainest model: a list of open spans, of which the last is current.
BOOST_FIXTURE_TEST_CASE(whatever_the_order_of_ends_the_youngest_open_span_is_current, TracerUnderTest) {
    const auto seed = base::fresh_seed();
    BOOST_TEST_CONTEXT("seed " << seed) {
        base::Random dice(seed);
        std::vector<Span> open;
        for (int step = 0; step < 2000; ++step) {
            if (open.empty() || dice.chance(0.52))
                open.push_back(tracer.span("work"));
            else
                open.erase(open.begin() + static_cast<std::ptrdiff_t>(dice.below(open.size())));
            BOOST_REQUIRE_EQUAL(ids_logged(), open.empty() ? "" : ids_of(open.back()));
        }
    }
}

BOOST_FIXTURE_TEST_CASE(a_span_ended_on_another_thread_is_counted_and_no_longer_current, TracerUnderTest) {
    auto outer = tracer.span("outer");
    auto handed_over = tracer.span("handed over");
    std::jthread([this, span = std::move(handed_over)]() mutable {
        BOOST_TEST(ids_logged() == "");
        span.set_error("refused");
        span.end();
    }).join();
    BOOST_TEST(ids_logged() == ids_of(outer));
    BOOST_TEST(operation_counts() == "{operation=\"handed over\",error_type=\"refused\"} 1\n");
}

BOOST_FIXTURE_TEST_CASE(a_thread_may_log_under_a_span_another_thread_is_describing, TracerUnderTest) {
    auto span = tracer.span("shared");
    const auto ids = ids_of(span);
    std::jthread describing([moved = std::move(span)]() mutable {
        for (std::int64_t i = 0; i < 1000; ++i) moved.set_attribute("step", i);
    });
    for (int i = 0; i < 1000; ++i) {
        const auto logged = ids_logged();
        BOOST_TEST((logged == ids || logged.empty()));
    }
    describing.join();
    BOOST_TEST(ids_logged() == "");
}

BOOST_FIXTURE_TEST_CASE(a_span_that_ends_while_its_thread_is_torn_down_is_counted, TracerUnderTest) {
    std::jthread([this] {
        ends_with_thread.service = this;
        ends_with_thread.span = tracer.span("last");
    }).join();
    BOOST_TEST(operation_counts() == "{operation=\"last\",error_type=\"\"} 1\n"
                                     "{operation=\"later\",error_type=\"\"} 1\n");
    BOOST_TEST(last_line()["message"] == "the thread is ending");
}

BOOST_FIXTURE_TEST_CASE(a_span_may_outlive_its_tracer, TracerUnderTest) {
    auto short_lived =
        std::make_unique<tracer::Tracer>(tracer::TracerOptions{.service = "s", .clock = &clock});
    const auto metrics = short_lived->collectable();
    auto span = short_lived->span("work");
    short_lived.reset();
    span.end();
    BOOST_TEST(metrics->Collect().at(0).metric.at(0).histogram.sample_count == 1u);
}

BOOST_FIXTURE_TEST_CASE(an_exception_that_flies_past_is_the_spans_error, TracerUnderTest) {
    const auto fail = [this](bool named) {
        auto span = tracer.span("work");
        if (named) span.set_error("bad_address");
        throw std::runtime_error("as thrown by a library");
    };
    BOOST_CHECK_THROW(fail(false), std::runtime_error);
    BOOST_CHECK_THROW(fail(true), std::runtime_error);
    BOOST_TEST(operation_counts() == "{operation=\"work\",error_type=\"bad_address\"} 1\n"
                                     "{operation=\"work\",error_type=\"exception\"} 1\n");
}

BOOST_FIXTURE_TEST_CASE(a_span_made_and_ended_while_an_exception_flies_is_not_its_victim, TracerUnderTest) {
    struct CleansUp {
        TracerUnderTest& service;
        ~CleansUp() { const auto span = service.tracer.span("clean up"); }
    };
    const auto fail = [this] {
        const CleansUp cleans_up{*this};
        throw std::runtime_error("as thrown by a library");
    };
    BOOST_CHECK_THROW(fail(), std::runtime_error);
    BOOST_TEST(operation_counts() == "{operation=\"clean up\",error_type=\"\"} 1\n");
}

BOOST_FIXTURE_TEST_CASE(a_status_from_500_is_an_operations_error_too, TracerUnderTest) {
    for (const int status : {204, 404, 502}) tracer.span("offer lead").set_status(status);
    BOOST_TEST(operation_counts() == "{operation=\"offer lead\",error_type=\"\"} 2\n"
                                     "{operation=\"offer lead\",error_type=\"502\"} 1\n");
}

BOOST_FIXTURE_TEST_CASE(attributes_ride_on_the_lines_of_the_span_and_of_those_inside_it, TracerUnderTest) {
    auto outer = tracer.server_span("POST", "/v1/leads", caller_traceparent);
    outer.set_attribute("lead", "l-1");
    outer.set_attribute("tries", std::int64_t{1});
    outer.set_attribute("tries", std::int64_t{2});
    {
        auto inner = tracer.span("route");
        inner.set_attribute("lead", "l-2");
        tracer.log(Severity::info, "inside", {{"buyer", "b"}});
        BOOST_TEST(last_line()["fields"].dump() == R"({"tries":2,"lead":"l-2","buyer":"b"})");
        tracer.log(Severity::info, "inside", {{"lead", "l-3"}});
        BOOST_TEST(last_line()["fields"]["lead"] == "l-3");
    }
    tracer.log(Severity::info, "after");
    BOOST_TEST(last_line()["fields"].dump() == R"({"lead":"l-1","tries":2})");
}

BOOST_FIXTURE_TEST_CASE(attributes_of_a_request_do_not_ride_on_the_lines_of_another, TracerUnderTest) {
    auto one = tracer.server_span("GET", "/", "");
    one.set_attribute("lead", "l-1");
    auto two = tracer.server_span("GET", "/", "");
    tracer.log(Severity::info, "two");
    BOOST_TEST(!last_line().contains("fields"));
}

BOOST_FIXTURE_TEST_CASE(attributes_beyond_the_limit_are_dropped_but_known_ones_still_change,
                        TracerUnderTest) {
    auto span = tracer.span("work");
    for (std::size_t i = 0; i < tracer::attributes_max + 10; ++i)
        span.set_attribute("a" + std::to_string(i), std::int64_t{1});
    span.set_attribute("a0", std::int64_t{7});
    tracer.log(Severity::info, "full");
    BOOST_TEST(last_line()["fields"].size() == tracer::attributes_max);
    BOOST_TEST(last_line()["fields"]["a0"] == 7);
}

BOOST_AUTO_TEST_SUITE_END()
