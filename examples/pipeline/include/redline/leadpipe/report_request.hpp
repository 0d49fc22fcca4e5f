/// Why this exists: a report is asked for now and made later, possibly by another process, and its address of
/// return is a URL a stranger chose. What is asked is read once into a value that cannot be wrong.
///
///     {"kind":"sales"|"leads","from":"2026-05-01","to":"2026-05-07","format":"json"|"csv","webhook":"http://…"}
///
/// `format` is json where it is missing, `webhook` none. Days are UTC's, both included, at most
/// report_days_max. Refusals are 422 `invalid-report`.
///
/// A webhook makes this service send requests (server-side request forgery, CWE-918). It must be http or
/// https, without user and password, and its host one of this machine, written as `localhost`, `127.x.y.z` in
/// four decimal numbers or `[::1]`, unless any host is allowed. Names are not resolved here: where any host
/// is allowed, what they resolve to is for who sends.
///
/// Pure, any thread.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/store_values.hpp"

namespace redline::leadpipe {

constexpr int report_days_max = 366;
constexpr std::size_t webhook_bytes_max = 200;

enum class ReportKind { sales, leads };
enum class ReportFormat { json, csv };

struct ReportRequest {
    ReportKind kind = ReportKind::sales;
    DayRange days;
    ReportFormat format = ReportFormat::json;
    std::string webhook{}; ///< empty: none
    bool operator==(const ReportRequest&) const = default;
};

std::string_view to_text(ReportKind kind);
std::string_view to_text(ReportFormat format);

enum class WebhookHosts { loopback, any };

/// Whether a report may be told to this URL.
bool is_allowed_webhook(std::string_view url, WebhookHosts hosts);

tl::expected<ReportRequest, Problem> read_report_request(const base::Json& body, WebhookHosts hosts);

/// What is kept and published of it: all but the webhook, which may hold a secret.
base::Json to_json(const ReportRequest& request);

} // namespace redline::leadpipe
