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
    BOOST_TEST(sent({"POST", literal("/v1"), {}, literal("{\"a\":1}")}) ==
               fmt::format("POST /v1 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: {}\r\n"
                           "Content-Type: application/json\r\n{}Content-Length: 7\r\n\r\n{{\"a\":1}}",
                           user_agent(), trace_line));
    BOOST_TEST(sent({"PUT", literal("/v1"), {}, std::nullopt}).ends_with("Content-Length: 0\r\n\r\n"));
    BOOST_TEST(sent({"DELETE", literal("/v1"), {}, std::nullopt}).find("Content-Length") ==
               std::string::npos);
    BOOST_TEST(sent({"DELETE", literal("/v1"), {}, literal("[]")}).ends_with("Content-Length: 2\r\n\r\n[]"));
    BOOST_TEST(sent({"POST", literal("/"), {}, literal(std::string(12345, ' '))})
                   .find("Content-Length: 12345\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_users_headers_come_after_ours_and_replace_them) {
    const auto text = sent({"PATCH",
                            literal("/"),
                            {{"HOST", literal("inner.example.com")},
                             {"X-A", literal("b c")},
                             {"content-type", literal("application/merge-patch+json")},
                             {"user-agent", literal("other/1")}},
                            literal("{}")});
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

BOOST_AUTO_TEST_SUITE_END()
