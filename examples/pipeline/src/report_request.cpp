#include "redline/leadpipe/report_request.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "redline/leadpipe/choice.hpp"
#include "redline/leadpipe/json_body.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumerations.
constexpr std::array<std::string_view, 2> kinds{"sales", "leads"};
constexpr std::array<std::string_view, 2> formats{"json", "csv"};

tl::unexpected<Problem> invalid_report(std::string detail) {
    return tl::unexpected(Problem{422, "invalid-report", "The report cannot be made", std::move(detail)});
}

/// 127.x.y.z and nothing that only some readers take for it, as 127.1 or 0177.0.0.1.
bool is_loopback_address(std::string_view host) {
    int parts = 0;
    while (true) {
        const auto part = host.substr(0, host.find('.'));
        unsigned value = 256;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), value);
        const bool whole = read.ec == std::errc() && read.ptr == part.data() + part.size();
        if (!whole || value > 255 || (part.size() > 1 && part.front() == '0')) return false;
        if (++parts == 1 && value != 127) return false;
        if (part.size() == host.size()) return parts == 4;
        host.remove_prefix(part.size() + 1);
    }
}

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool is_host_name(std::string_view host) {
    constexpr std::string_view known = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    return !host.empty() && host.find_first_not_of(known) == host.npos;
}

struct Authority {
    std::string_view host, port; ///< the port with its colon, or empty
};

Authority split(std::string_view authority) {
    const auto bracket = authority.find(']');
    const auto colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
    if (colon == authority.npos) return {authority, {}};
    return {authority.substr(0, colon), authority.substr(colon)};
}

std::string_view without_scheme(std::string_view url) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (url.starts_with(scheme)) return url.substr(scheme.size());
    return {};
}

template <class Choice>
tl::expected<Choice, Problem> read_word(const base::Json& body, const char* key, std::string_view missing,
                                        std::span<const std::string_view> words) {
    const auto text = text_member(body, key);
    const std::string_view word = text && text->empty() ? missing : text ? std::string_view(*text) : "";
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end())
        return invalid_report(fmt::format("{} is not {} or {}", key, words[0], words[1]));
    return static_cast<Choice>(found - words.begin());
}

tl::expected<DayRange, Problem> read_days(const base::Json& body) {
    const auto from = parse_day(text_member(body, "from").value_or(""));
    const auto to = parse_day(text_member(body, "to").value_or(""));
    if (!from || !to) return invalid_report("from and to are needed, each a day as 2026-05-01");
    if (*to < *from) return invalid_report("to is before from");
    if (*to - *from >= std::chrono::days(report_days_max))
        return invalid_report(fmt::format("from and to are more than {} days apart", report_days_max));
    return DayRange{*from, *to};
}

} // namespace

std::string_view to_text(ReportKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view to_text(ReportFormat format) { return formats[static_cast<std::size_t>(format)]; }

bool is_allowed_webhook(std::string_view url, WebhookHosts hosts) {
    const auto odd = [](char c) { return c <= ' ' || c >= '\x7f' || c == '\\'; };
    if (url.size() > webhook_bytes_max || std::any_of(url.begin(), url.end(), odd)) return false;
    const auto rest = without_scheme(url);
    const auto [host, port] = split(rest.substr(0, rest.find_first_of("/?#")));
    if (!port.empty() && !is_port(port.substr(1))) return false;
    if (host == "localhost" || host == "[::1]" || is_loopback_address(host)) return true;
    return hosts == WebhookHosts::any && is_host_name(host);
}

tl::expected<ReportRequest, Problem> read_report_request(const base::Json& body, WebhookHosts hosts) {
    const auto kind = read_word<ReportKind>(body, "kind", "", kinds);
    if (!kind) return tl::unexpected(kind.error());
    const auto format = read_word<ReportFormat>(body, "format", "json", formats);
    if (!format) return tl::unexpected(format.error());
    const auto days = read_days(body);
    if (!days) return tl::unexpected(days.error());
    const auto webhook = text_member(body, "webhook");
    if (!webhook || (!webhook->empty() && !is_allowed_webhook(*webhook, hosts)))
        return invalid_report("webhook is not a URL that reports are sent to");
    return ReportRequest{*kind, *days, *format, *webhook};
}

base::Json to_json(const ReportRequest& request) {
    return {{"kind", to_text(request.kind)},
            {"from", day_text(request.days.from)},
            {"to", day_text(request.days.to)},
            {"format", to_text(request.format)}};
}

} // namespace redline::leadpipe
