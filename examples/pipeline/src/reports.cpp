#include "redline/leadpipe/reports.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/json_body.hpp"
#include "redline/leadpipe/report_content.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t at_once_max = 100;
constexpr auto look_again = std::chrono::milliseconds(500); ///< when the store fails, or somebody else asked

tl::unexpected<Problem> store_unavailable() {
    return tl::unexpected(Problem{503, "store-unavailable", "The store does not answer",
                                  "the read model could not be read or written"});
}

std::int64_t nanoseconds_of(base::WallTime time) { return time.time_since_epoch().count(); }

std::string_view webhook_state(const ReportRow& report) {
    if (report.webhook.empty()) return "none";
    if (!report.told) return "pending";
    return *report.told ? "told" : "failed";
}

/// What was kept was read before; a row that cannot be read now is another version's.
std::optional<ReportRequest> request_of(const ReportRow& report) {
    const auto json = base::parse_json(report.request, "report");
    if (!json || !json->is_object()) return std::nullopt;
    auto request = read_report_request(*json, WebhookHosts::loopback);
    if (!request) return std::nullopt;
    return *std::move(request);
}

/// A content begins with a letter: c for one that was cut, w for a whole one.
std::string kept_content(const ReportContent& made) { return (made.cut ? "c" : "w") + made.text; }

std::string content_json(const ReportRequest& request, std::string_view content) {
    auto text = fmt::format(R"(,"truncated":{})", content.starts_with('c'));
    content.remove_prefix(std::min<std::size_t>(1, content.size()));
    if (request.format == ReportFormat::json) return text + R"(,"rows":)" + std::string(content);
    text += R"(,"csv":)";
    base::append_json_string(text, content);
    return text;
}

std::string report_json(const ReportRow& report, const ReportRequest& request) {
    auto text = fmt::format(
        R"({{"report_id":"{}","state":"{}","kind":"{}","from":"{}","to":"{}","format":"{}",)"
        R"("webhook":"{}")",
        report.id, report.content ? "ready" : "requested", to_text(request.kind), day_text(request.days.from),
        day_text(request.days.to), to_text(request.format), webhook_state(report));
    if (report.content) text += content_json(request, *report.content);
    return text + '}';
}

} // namespace

Reports::Reports(Store& store, base::Clock& clock, PostTo post_to, ReportsOptions options,
                 Requested requested)
    : store_(store), clock_(clock), post_to_(std::move(post_to)), options_(options),
      requested_(std::move(requested)), ids_(base::Random::keyed(options.seed, "reports", 0)) {}

/// The time first, so that the oldest is the first by its id.
std::string Reports::new_id() {
    return fmt::format("rp_{:016x}{:016x}", static_cast<std::uint64_t>(nanoseconds_of(clock_.wall_now())),
                       ids_.next());
}

/// Whether there is room for one more.
base::Result<bool> Reports::make_room() {
    if (auto dropped = store_.drop_reports(options_.kept_max - 1); !dropped)
        return tl::unexpected(dropped.error());
    const auto kept = store_.report_count();
    if (!kept) return tl::unexpected(kept.error());
    return *kept < options_.kept_max;
}

tl::expected<Answer, Problem> Reports::ask(const Request& request) {
    const auto body = read_json_body(request);
    if (!body) return tl::unexpected(body.error());
    const auto asked = read_report_request(*body, options_.hosts);
    if (!asked) return tl::unexpected(asked.error());
    auto payload = to_json(*asked);
    {
        const std::lock_guard lock(asking_);
        const auto room = make_room();
        if (!room) return store_unavailable();
        if (!*room)
            return tl::unexpected(
                Problem{503, "busy", "Too much waits already", "too many reports are still to be made"});
        const ReportRow row{new_id(), base::to_text(payload),           asked->webhook, {}, 0,
                            {},       nanoseconds_of(clock_.wall_now())};
        if (!store_.keep_report(row)) return store_unavailable();
        payload["report"] = row.id;
    }
    asked_.ring();
    if (requested_) requested_(payload);
    return json_answer(202, fmt::format(R"({{"report_id":"{}","state":"requested"}})",
                                        payload["report"].get_ref<const std::string&>()));
}

tl::expected<Answer, Problem> Reports::show(std::string_view id) {
    const auto found = store_.report(id);
    if (!found) return store_unavailable();
    const auto request = *found ? request_of(**found) : std::nullopt;
    if (!request)
        return tl::unexpected(Problem{404, "not-found", "There is nothing here",
                                      "there is no report of this id, or it was dropped for newer ones"});
    return json_answer(200, report_json(**found, *request));
}

void Reports::tell(ReportRow& report) {
    const auto body = fmt::format(R"({{"report_id":"{}","state":"ready"}})", report.id);
    ++report.attempts;
    if (post_to_(report.webhook, body)) {
        report.told = true;
        return;
    }
    const auto attempt = static_cast<int>(report.attempts);
    const auto jitter = redelivery_jitter(options_.seed, report.id, 0, attempt);
    const auto delay = redelivery_delay(webhook_policy, attempt, jitter);
    if (!delay) report.told = false;
    report.due = nanoseconds_of(clock_.wall_now()) + delay.value_or(base::Duration{}).count();
}

/// Each step is kept before the next: what is done twice after a death is telling.
base::Result<void> Reports::advance(ReportRow& report) {
    if (!report.content) {
        const auto request = request_of(report);
        const auto made = request ? make_report(store_, *request) : base::Result<ReportContent>();
        if (!made) return tl::unexpected(made.error());
        report.content = kept_content(*made);
        if (auto kept = store_.keep_report(report); !kept) return kept;
    }
    if (report.webhook.empty() || report.told) return {};
    tell(report);
    return store_.keep_report(report);
}

base::Result<std::optional<base::WallTime>> Reports::work() {
    auto open = store_.unfinished_reports(at_once_max);
    if (!open) return tl::unexpected(open.error());
    std::optional<base::WallTime> next;
    const auto now = nanoseconds_of(clock_.wall_now());
    for (auto& report : *open) {
        if (report.due <= now)
            if (auto advanced = advance(report); !advanced) return tl::unexpected(advanced.error());
        const bool done = report.content && (report.webhook.empty() || report.told);
        if (done) continue;
        const base::WallTime due{base::Duration(report.due)};
        next = next ? std::min(*next, due) : due;
    }
    if (open->size() == at_once_max) return clock_.wall_now();
    return next;
}

void Reports::follow(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto seen = asked_.commits();
        const auto next = work();
        base::Duration pause = look_again;
        if (next && *next)
            pause = std::clamp(**next - clock_.wall_now(), base::Duration{}, base::Duration(look_again));
        asked_.wait(seen, clock_.now() + pause, stop);
    }
}

} // namespace redline::leadpipe
