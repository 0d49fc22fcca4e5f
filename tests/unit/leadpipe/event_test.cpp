#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/event.hpp"
#include "sample_events.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// The text of a good event with one piece of it replaced.
std::string with(std::string_view old_piece, std::string_view new_piece) {
    auto text = to_text(test::sample_event(Subject::lead_sold, "e-1"));
    const auto at = text.find(old_piece);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, old_piece);
    return text.replace(at, old_piece.size(), new_piece);
}

std::string refusal_of(std::string_view text) {
    const auto event = parse_event(text);
    return event ? "none" : event.error().message;
}

} // namespace

BOOST_AUTO_TEST_SUITE(event)

BOOST_AUTO_TEST_CASE(is_one_line_of_json) {
    BOOST_TEST(to_text(test::sample_event(Subject::lead_sold, "e-1")) ==
               R"({"event_id":"e-1","subject":"lead.sold","lead_id":"ld_0000000000000007",)"
               R"("traceparent":"00-00000000000000010000000000000002-0000000000000003-01",)"
               R"("occurred_at":"2026-05-28T20:26:40.123Z","attempt":1,)"
               R"("payload":{"buyer":"sunrise","price_cents":0}})");
}

BOOST_AUTO_TEST_CASE(every_subject_reads_back_as_it_was) {
    for (const auto subject : all_subjects()) {
        const auto event = test::sample_event(subject, "e");
        BOOST_TEST((parse_event(to_text(event)).value() == event), to_text(event));
    }
}

BOOST_AUTO_TEST_CASE(later_versions_may_add_members) {
    BOOST_TEST(refusal_of(with(R"("attempt":1)", R"("shard":4,"attempt":1)")) == "none");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_and_not_repeated) {
    BOOST_TEST(refusal_of("{") == "the event is not JSON");
    BOOST_TEST(refusal_of("[]") == "the event is not an object");
    BOOST_TEST(refusal_of("{}") == "event.event_id is missing");
    BOOST_TEST(refusal_of(with(R"("e-1")", "1")) == "event.event_id is not a text");
    BOOST_TEST(refusal_of(with("lead.sold", "lead.eaten")) == "event.subject is malformed");
    BOOST_TEST(refusal_of(with("ld_", "xx_")) == "event.lead_id is malformed");
    BOOST_TEST(refusal_of(with(R"("traceparent")", R"("t")")) == "event.traceparent is missing");
    BOOST_TEST(refusal_of(with("-01\"", "\"")) == "event.traceparent is malformed");
    BOOST_TEST(refusal_of(with(R"("attempt":1)", R"("attempt":-1)")) == "event.attempt is not a count");
    BOOST_TEST(refusal_of(with(R"("attempt":1)", R"("attempt":2147483648)")) ==
               "event.attempt is not a count");
    BOOST_TEST(refusal_of(with(R"({"buyer":"sunrise","price_cents":0})", "7")) ==
               "event.payload is not an object");
}

BOOST_AUTO_TEST_CASE(only_times_that_exist_are_read) {
    const std::string_view good = "2026-05-28T20:26:40.123Z";
    for (const auto* time : {"1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z"})
        BOOST_TEST(refusal_of(with(good, time)) == "none", time);
    for (const auto* time :
         {"2023-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-05-28T24:00:00.000Z",
          "2026-05-28T20:60:40.123Z", "2026-05-28T20:26:60.123Z", "2026-05-28 20:26:40.123Z",
          "2026-05-28T20:26:40Z", "2262-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z",
          "2026-05-28T20:26:40.12xZ", "+026-05-28T20:26:40.123Z"})
        BOOST_TEST(refusal_of(with(good, time)) == "event.occurred_at is malformed", time);
}

BOOST_AUTO_TEST_SUITE_END()
