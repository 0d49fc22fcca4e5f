#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/report_request.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

tl::expected<ReportRequest, Problem> read(std::string_view text,
                                          WebhookHosts hosts = WebhookHosts::loopback) {
    return read_report_request(base::Json::parse(text), hosts);
}
std::string refusal(std::string_view text) {
    const auto request = read(text);
    if (request) return "taken";
    BOOST_TEST(request.error().status == 422);
    BOOST_TEST(request.error().kind == "invalid-report");
    return request.error().detail;
}

} // namespace

BOOST_AUTO_TEST_SUITE(report_request)

BOOST_AUTO_TEST_CASE(what_is_asked_is_kept_without_the_webhook_and_reads_back) {
    const auto request = read(
        R"({"kind":"leads","from":"2026-05-01","to":"2026-05-07","format":"csv","webhook":"http://127.0.0.1:9/s3cret"})");
    BOOST_REQUIRE(request.has_value());
    const auto kept = base::to_text(to_json(*request));
    BOOST_TEST(kept == R"({"kind":"leads","from":"2026-05-01","to":"2026-05-07","format":"csv"})");
    auto again = read(kept).value();
    again.webhook = "http://127.0.0.1:9/s3cret";
    BOOST_TEST((again == *request));
}

BOOST_AUTO_TEST_CASE(json_is_the_format_where_none_is_named) {
    const auto request = read(R"({"kind":"sales","from":"2026-05-01","to":"2026-05-01"})").value();
    BOOST_TEST((request.format == ReportFormat::json));
    BOOST_TEST(request.webhook.empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_without_repeating_it) {
    BOOST_TEST(refusal(R"({"from":"2026-05-01","to":"2026-05-01"})") == "kind is not sales or leads");
    BOOST_TEST(refusal(R"({"kind":7,"from":"2026-05-01","to":"2026-05-01"})") ==
               "kind is not sales or leads");
    BOOST_TEST(refusal(R"({"kind":"sales","format":"xml"})") == "format is not json or csv");
    BOOST_TEST(refusal(R"({"kind":"sales","from":"2026-05-01"})") ==
               "from and to are needed, each a day as 2026-05-01");
    BOOST_TEST(refusal(R"({"kind":"sales","from":"2026-05-02","to":"2026-05-01"})") == "to is before from");
    BOOST_TEST(refusal(R"({"kind":"sales","from":"2025-05-01","to":"2026-05-02"})") ==
               "from and to are more than 366 days apart");
    BOOST_TEST(refusal(R"({"kind":"sales","from":"2025-05-01","to":"2026-05-01"})") == "taken");
    BOOST_TEST(
        refusal(
            R"({"kind":"sales","from":"2026-05-01","to":"2026-05-01","webhook":"http://evil.example/x"})") ==
        "webhook is not a URL that reports are sent to");
}

BOOST_AUTO_TEST_CASE(a_webhook_stays_on_this_machine) {
    for (const auto* url : {"http://127.0.0.1:8080/hook?a=1", "https://localhost/", "http://127.8.9.255",
                            "http://[::1]:1/x", "http://localhost?x", "http://127.0.0.1/@elsewhere"})
        BOOST_TEST(is_allowed_webhook(url, WebhookHosts::loopback), url);
    for (const auto* url : {"",
                            "http://",
                            "ftp://127.0.0.1/",
                            "127.0.0.1",
                            "http://127.1/",
                            "http://127.0.0.01/",
                            "http://0127.0.0.1/",
                            "http://0177.0.0.1/",
                            "http://2130706433/",
                            "http://0x7f.0.0.1/",
                            "http://127.0.0.1.evil.example/",
                            "http://127.0.0.256/",
                            "http://10.0.0.1/",
                            "http://169.254.169.254/latest",
                            "http://localhost.evil.example",
                            "http://user@127.0.0.1/",
                            "http://127.0.0.1:80@evil.example/",
                            "http://evil.example/#127.0.0.1",
                            "http://127.0.0.1\\@evil.example/",
                            "http://127.0.0.1/\r\nX: y",
                            "http://127.0.0.1:0/",
                            "http://127.0.0.1:65536/",
                            "http://127.0.0.1:/",
                            "http://[::1",
                            "http://[::1]x/",
                            "http://[::ffff:10.0.0.1]/",
                            "http://0.0.0.0/",
                            "http://127.0.0./",
                            "HTTP://127.0.0.1/",
                            "http://127.0.0.1.1/"})
        BOOST_TEST(!is_allowed_webhook(url, WebhookHosts::loopback), url);
}

BOOST_AUTO_TEST_CASE(any_host_is_taken_only_where_that_is_allowed) {
    BOOST_TEST(is_allowed_webhook("https://hooks.example.com:8443/a", WebhookHosts::any));
    for (const auto* url :
         {"http://user:pw@example.com/", "file:///etc/passwd", "http:///x", "http://exa mple.com/"})
        BOOST_TEST(!is_allowed_webhook(url, WebhookHosts::any), url);
    BOOST_TEST(!is_allowed_webhook("http://localhost/" + std::string(200, 'a'), WebhookHosts::any));
}

BOOST_AUTO_TEST_SUITE_END()
