#include "redline/tracer/log_line.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/base/random.hpp"

namespace {

using namespace redline;
using redline::tracer::Field;
using redline::tracer::LogLine;
using redline::tracer::Severity;

std::string text_of(const LogLine& line) {
    std::string text;
    append_json(text, line);
    return text;
}

/// The line read back by the parser of base, which refuses what is not JSON.
base::Json parsed(const LogLine& line) {
    const auto text = text_of(line);
    BOOST_TEST(text.find('\n') == std::string::npos);
    const auto json = base::parse_json(text, "line");
    BOOST_REQUIRE_MESSAGE(json.has_value(), text);
    return *json;
}

std::string random_bytes(base::Random& dice, std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(dice.below(256));
    return bytes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(log_line)

BOOST_AUTO_TEST_CASE(a_line_is_one_json_object_in_a_fixed_order) {
    const std::array<Field, 2> fields{Field{"lead_ref", "ab-1"}, Field{"status", 202}};
    const LogLine line{.time = base::WallTime(std::chrono::milliseconds(1777638896789)),
                       .severity = Severity::info,
                       .service = "leadpipe",
                       .message = "lead accepted",
                       .trace_id = base::TraceId{0x0af7651916cd43dd, 0x8448eb211c80319c},
                       .span_id = base::SpanId{0xb7ad6b7169203331},
                       .fields = fields};
    BOOST_TEST(text_of(line) ==
               R"({"time":"2026-05-01T12:34:56.789Z","severity":"INFO","service":"leadpipe",)"
               R"("message":"lead accepted","trace_id":"0af7651916cd43dd8448eb211c80319c",)"
               R"("span_id":"b7ad6b7169203331","fields":{"lead_ref":"ab-1","status":202}})");
}

BOOST_AUTO_TEST_CASE(a_line_outside_any_span_has_no_ids_and_no_empty_fields) {
    BOOST_TEST(text_of({.severity = Severity::warn, .service = "s", .message = "m"}) ==
               R"({"time":"1970-01-01T00:00:00.000Z","severity":"WARN","service":"s","message":"m"})");
}

BOOST_AUTO_TEST_CASE(appending_leaves_what_was_there) {
    std::string text = "before ";
    append_json(text, LogLine{});
    BOOST_TEST(text.starts_with("before {\"time\":"));
}

BOOST_AUTO_TEST_CASE(severities_have_the_short_names_of_opentelemetry) {
    BOOST_TEST(to_text(Severity::debug) == "DEBUG");
    BOOST_TEST(to_text(Severity::info) == "INFO");
    BOOST_TEST(to_text(Severity::warn) == "WARN");
    BOOST_TEST(to_text(Severity::error) == "ERROR");
}

BOOST_AUTO_TEST_CASE(every_kind_of_value_keeps_its_json_type) {
    const std::string owned = "text";
    const std::vector<Field> fields{{"owned", owned},
                                    {"literal", "text"},
                                    {"yes", true},
                                    {"int", -7},
                                    {"size", std::numeric_limits<std::size_t>::max()},
                                    {"least", std::numeric_limits<std::int64_t>::min()},
                                    {"half", 0.5},
                                    {"huge", 1e300}};
    const auto json = parsed({.fields = fields})["fields"];
    BOOST_TEST(json["owned"] == "text");
    BOOST_TEST(json["literal"] == "text");
    BOOST_TEST(json["yes"].is_boolean());
    BOOST_TEST(json["int"].get<int>() == -7);
    BOOST_TEST(json["size"].get<std::uint64_t>() == std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(json["least"].get<std::int64_t>() == std::numeric_limits<std::int64_t>::min());
    BOOST_TEST(json["half"].get<double>() == 0.5);
    BOOST_TEST(json["huge"].get<double>() == 1e300);
}

BOOST_AUTO_TEST_CASE(numbers_json_cannot_hold_are_words) {
    const std::vector<Field> fields{{"nan", std::nan("")}, {"up", HUGE_VAL}, {"down", -HUGE_VAL}};
    const auto json = parsed({.fields = fields})["fields"];
    BOOST_TEST(json["nan"] == "NaN");
    BOOST_TEST(json["up"] == "Infinity");
    BOOST_TEST(json["down"] == "-Infinity");
}

BOOST_AUTO_TEST_CASE(of_two_fields_with_one_name_the_later_is_written_once) {
    const std::vector<Field> fields{{"a", 1}, {"b", 2}, {"a", 3}};
    const auto text = text_of({.fields = fields});
    BOOST_TEST(text.ends_with(R"("fields":{"b":2,"a":3}})"));
}

BOOST_AUTO_TEST_CASE(a_field_cannot_pose_as_the_lines_trace) {
    const std::vector<Field> fields{{"trace_id", "forged"}, {"severity", "DEBUG"}};
    const auto json = parsed({.severity = Severity::error, .trace_id = {1, 2}, .fields = fields});
    BOOST_TEST(json["trace_id"] == "00000000000000010000000000000002");
    BOOST_TEST(json["severity"] == "ERROR");
}

BOOST_AUTO_TEST_CASE(hostile_texts_stay_one_line_of_json) {
    using namespace std::string_view_literals;
    for (const auto text : {"\"},{\"trace_id\":\"x"sv, "line\nbreak\r\n\t"sv, "nul\0inside"sv,
                            "\x01\x1f\x7f"sv, "\\u0022 \\"sv, "Zürich 東京 🚀"sv}) {
        const std::vector<Field> fields{{text, text}};
        const auto json = parsed({.service = text, .message = text, .fields = fields});
        BOOST_TEST((json["service"] == text));
        BOOST_TEST((json["message"] == text));
        BOOST_TEST((json["fields"][std::string(text)] == text));
    }
}

BOOST_AUTO_TEST_CASE(invalid_utf8_becomes_replacement_characters) {
    BOOST_TEST(parsed({.message = "a\xff\xc3(\xed\xa0\x80"})["message"] ==
               "a\ufffd\ufffd(\ufffd\ufffd\ufffd");
}

BOOST_AUTO_TEST_CASE(any_bytes_at_all_make_a_line_that_parses) {
    const auto seed = base::fresh_seed();
    BOOST_TEST_CONTEXT("seed " << seed) {
        base::Random dice(seed);
        for (int round = 0; round < 2000; ++round) {
            const auto name = random_bytes(dice, dice.below(20));
            const auto value = random_bytes(dice, dice.below(40));
            const std::vector<Field> fields{{name, value}, {value, name}};
            parsed({.service = name, .message = value, .trace_id = {1, 1}, .fields = fields});
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
