#include "redline/language/request_template.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

using namespace redline;
using namespace redline::language;

namespace {

const loadgen::Endpoint sample_target{"127.0.0.1", 8080};
const base::Traceparent sample_trace{{0x0af7651916cd43dd, 0x8448eb211c80319c}, {0xb7ad6b7169203331}, true};
constexpr std::string_view trace_line =
    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";

Segments literal(std::string_view text) {
    Segments segments;
    append_literal(segments, text);
    return segments;
}

BodyTemplate json(Segments text) { return {std::move(text), "application/json"}; }

std::string sent(const RequestParts& parts) {
    RequestDraw draw(42, 0, 0, {});
    std::string out;
    append_request(lay_out(parts, sample_target), sample_trace, draw, out);
    return out;
}

std::string problems_of(const std::string& headers) {
    auto source = std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", "headers: " + headers});
    auto file = yaml::parse(source);
    BOOST_TEST_REQUIRE(file.has_value());
    yaml::Diagnostics diagnostics;
    read_headers(*file->find("headers"), {}, diagnostics);
    std::string problems;
    for (const auto& diagnostic : diagnostics)
        problems += fmt::format("{}: {}\n", diagnostic.place.column, diagnostic.message);
    return problems;
}

} // namespace

BOOST_AUTO_TEST_SUITE(request_template)

BOOST_AUTO_TEST_CASE(a_get_has_no_length_and_no_type) {
    BOOST_TEST(sent({"GET", literal("/healthz"), {}, std::nullopt}) ==
               fmt::format("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: {}\r\n{}\r\n",
                           user_agent(), trace_line));
}

BOOST_AUTO_TEST_CASE(a_post_says_its_length_with_or_without_a_body) {
    BOOST_TEST(sent({"POST", literal("/v1"), {}, json(literal("{\"a\":1}"))}) ==
               fmt::format("POST /v1 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: {}\r\n"
                           "Content-Type: application/json\r\n{}Content-Length: 7\r\n\r\n{{\"a\":1}}",
                           user_agent(), trace_line));
    BOOST_TEST(sent({"PUT", literal("/v1"), {}, std::nullopt}).ends_with("Content-Length: 0\r\n\r\n"));
    BOOST_TEST(sent({"DELETE", literal("/v1"), {}, std::nullopt}).find("Content-Length") ==
               std::string::npos);
    BOOST_TEST(
        sent({"DELETE", literal("/v1"), {}, json(literal("[]"))}).ends_with("Content-Length: 2\r\n\r\n[]"));
    BOOST_TEST(sent({"POST", literal("/"), {}, json(literal(std::string(12345, ' ')))})
                   .find("Content-Length: 12345\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_users_headers_come_after_ours_and_replace_them) {
    const auto text = sent({"PATCH",
                            literal("/"),
                            {{"HOST", literal("inner.example.com")},
                             {"X-A", literal("b c")},
                             {"content-type", literal("application/merge-patch+json")},
                             {"user-agent", literal("other/1")}},
                            json(literal("{}"))});
    BOOST_TEST(text == fmt::format("PATCH / HTTP/1.1\r\nHOST: inner.example.com\r\nX-A: b c\r\n"
                                   "content-type: application/merge-patch+json\r\nuser-agent: other/1\r\n{}"
                                   "Content-Length: 2\r\n\r\n{{}}",
                                   trace_line));
}

BOOST_AUTO_TEST_CASE(what_would_break_the_frame_is_refused) {
    for (const auto* name : {"Content-Length", "transfer-encoding", "Connection", "Keep-Alive", "Upgrade",
                             "TE", "Trailer", "Expect", "TraceParent"})
        BOOST_TEST(problems_of(fmt::format("{{ {}: x }}", name))
                       .starts_with(fmt::format("12: `{}` cannot be set: ", name)));
    BOOST_TEST(problems_of("{ 'a b': x }") == "13: `a b` is not the name of a header\n");
    BOOST_TEST(problems_of("{ 'é': x }") == "13: `é` is not the name of a header\n");
    BOOST_TEST(problems_of("{ A: \"x\\r\\nB: y\" }") ==
               "16: a header is one line without control characters\n");
    BOOST_TEST(problems_of("{ A: [x] }") == "15: a single value is needed here, not a list\n");
    BOOST_TEST(problems_of("[A, x]") == "10: headers are a mapping from names to values\n");
    BOOST_TEST(problems_of("{ X-A: 1, x-a: 2 }") == "20: `x-a` is given twice\n");
    BOOST_TEST(problems_of("{ A: x, Host: y, X-Tab: \"a\\tb\", Accept: '*/*' }") == "");
}

BOOST_AUTO_TEST_CASE(the_agent_names_the_program_and_a_version) {
    BOOST_TEST(user_agent().starts_with("redline/"));
    BOOST_TEST(user_agent().find_first_of(" \r\n") == std::string_view::npos);
    BOOST_TEST(user_agent().size() >= std::string_view("redline/0.1.0").size());
}

BOOST_AUTO_TEST_CASE(a_body_of_no_type_is_sent_without_one_and_a_request_may_go_untraced) {
    RequestParts parts{"POST", literal("/"), {}, BodyTemplate{literal("x"), {}}};
    parts.traced = false;
    BOOST_TEST(sent(parts) == fmt::format("POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: {}\r\n"
                                          "Content-Length: 1\r\n\r\nx",
                                          user_agent()));
}

BOOST_AUTO_TEST_CASE(a_request_written_out_before_is_the_one_written_each_time) {
    for (const bool traced : {true, false}) {
        RequestParts parts{"PUT", literal("/a"), {{"X-A", literal("b")}}, json(literal("[]"))};
        parts.traced = traced;
        auto written = fixed(lay_out(parts, sample_target), sample_trace.trace_id.high);
        BOOST_TEST_REQUIRE(written.has_value());
        BOOST_TEST((written->low_at > 0) == traced);
        if (traced) {
            base::write_hex(sample_trace.trace_id.low, written->bytes.data() + written->low_at);
            base::write_hex(sample_trace.parent_id.value, written->bytes.data() + written->low_at + 17);
        }
        BOOST_TEST(written->bytes == sent(parts));
    }
}

BOOST_AUTO_TEST_CASE(a_request_with_an_insert_is_not_written_out_before) {
    const Segment uuid{Segment::Kind::uuid, Encoding::none, {}, 0};
    BOOST_TEST(!fixed(lay_out({"GET", {uuid}, {}, std::nullopt}, sample_target), 1).has_value());
    BOOST_TEST(!fixed(lay_out({"POST", literal("/"), {}, json({uuid})}, sample_target), 1).has_value());
}

BOOST_AUTO_TEST_CASE(a_header_in_a_line_is_a_name_and_a_value) {
    const auto header = parse_header("X-Note:  {{ uuid }} stays ");
    BOOST_TEST_REQUIRE(header.has_value());
    BOOST_TEST(header->name == "X-Note");
    BOOST_TEST((header->value == literal("{{ uuid }} stays ")));
    BOOST_TEST(parse_header("X-Empty:")->value.empty());
    const auto message = [](std::string_view line) { return parse_header(line).error().message; };
    BOOST_TEST(message("Accept") == "`Accept` is not a header: no colon in it");
    BOOST_TEST(message(": x") == "`` is not the name of a header");
    BOOST_TEST(message("Content-Length: 3") == "`Content-Length` cannot be set: it is counted from the body");
    BOOST_TEST(message("A: b\r\nC: d") == "a header is one line without control characters");
}

BOOST_AUTO_TEST_SUITE_END()
