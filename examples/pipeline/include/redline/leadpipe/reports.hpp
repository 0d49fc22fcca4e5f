/// Why this exists: a report takes longer than a request may, so it is asked for, made behind the asker's
/// back and fetched or told:
///
///     POST /v1/reports         202 {"report_id":"rp_…","state":"requested"}     (report_request.hpp)
///     GET  /v1/reports/{id}    200 {"report_id","state":"requested"|"ready","kind","from","to","format",
///                                   "webhook":"none"|"pending"|"told"|"failed", "truncated",
///                                   "rows":[…] or "csv":"…" once ready}
///
/// What was answered 202 is on disk, in the store, and is made by the next process if this one dies. The
/// webhook is told `{"report_id":"rp_…","state":"ready"}` at least once, or given up after the attempts of
/// webhook_policy; whether an attempt worked is up to the function that is handed in, which must end in
/// bounded time.
///
/// At most reports_max are kept: for a new one the oldest finished goes; with none finished, asking is
/// refused (503 `busy`). work() belongs to one thread at a time, the rest to any.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include <tl/expected.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/commit_bell.hpp"
#include "redline/leadpipe/redelivery.hpp"
#include "redline/leadpipe/report_request.hpp"
#include "redline/leadpipe/store.hpp"

namespace redline::leadpipe {

constexpr std::int64_t reports_max = 1'000;

inline constexpr RedeliveryPolicy webhook_policy{std::chrono::seconds(10), std::chrono::seconds(1),
                                                 std::chrono::minutes(1), 6};

struct ReportsOptions {
    WebhookHosts hosts = WebhookHosts::loopback;
    std::int64_t kept_max = reports_max;
    std::uint64_t seed = 0; ///< of the ids and of the backoff's dice
};

class Reports {
  public:
    /// POSTs a JSON body; whether it was taken.
    using PostTo = std::function<bool(const std::string& url, const std::string& body)>;
    /// Told after a report was asked for: the payload of report.requested.
    using Requested = std::function<void(const base::Json& payload)>;

    /// What is handed in outlives this.
    Reports(Store& store, base::Clock& clock, PostTo post_to, ReportsOptions options = {},
            Requested requested = {});

    tl::expected<Answer, Problem> ask(const Request& request);
    tl::expected<Answer, Problem> show(std::string_view id);

    /// Makes what was asked for and tells what is due. When something is due next; nothing while all is done.
    base::Result<std::optional<base::WallTime>> work();
    /// Works until stopped: at once after ask(), and when something is due.
    void follow(const std::stop_token& stop);

  private:
    std::string new_id();
    base::Result<bool> make_room();
    base::Result<void> advance(ReportRow& report);
    void tell(ReportRow& report);

    Store& store_;
    base::Clock& clock_;
    PostTo post_to_;
    ReportsOptions options_;
    Requested requested_;
    std::mutex asking_; ///< one room for one report
    base::Random ids_;
    CommitBell asked_;
};

/// Reports that are made by themselves as long as this lives. `reports` outlives it.
class ReportsThread {
  public:
    explicit ReportsThread(Reports& reports)
        : thread_([&reports](const std::stop_token& stop) { reports.follow(stop); }) {}

  private:
    std::jthread thread_;
};

} // namespace redline::leadpipe
