/// Why this exists: the reading side of leadpipe as one thing: a store that follows the log, a cache before
/// it, and the answers made from both. It may be opened in the process of the ledger or in one of its own; it
/// is late by what its metrics say, and nothing that is written waits for it.
///
///     GET  /v1/buyers/{id}/dashboard   200 (dashboard.hpp), 404 for no buyer
///     POST /v1/reports                 202 (reports.hpp)
///     GET  /v1/reports/{id}            200, 404
///
/// Two threads run as long as this lives: the writer's and the reports'. Any thread may call. 503
/// `store-unavailable` when the store cannot be read.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <prometheus/metric_family.h>
#include <tl/expected.hpp>

#include "redline/leadpipe/cache.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/reports.hpp"
#include "redline/leadpipe/writer.hpp"

namespace redline::leadpipe {

struct QueryOptions {
    CacheOptions cache{};
    WriterOptions writer{};
    ReportsOptions reports{};
    std::vector<std::string> buyers{}; ///< those there are; their dashboards can be warmed
    bool warm = false;                 ///< load every buyer's dashboard at the start
};

class Query {
  public:
    struct Around {
        ReadLog log;
        Reports::PostTo post_to;
        Reports::Requested requested{};
        base::Clock& clock; ///< outlives this
    };

    /// Opens or makes the store.
    static base::Result<std::unique_ptr<Query>> open(const std::filesystem::path& store, QueryOptions options,
                                                     Around around);
    ~Query();

    tl::expected<Answer, Problem> dashboard(std::string_view buyer);
    tl::expected<Answer, Problem> ask_report(const Request& request);
    tl::expected<Answer, Problem> report(std::string_view id);

    /// The log has grown.
    void poke();
    base::Result<Lag> lag();

    Cache& cache();
    StoreFaults& store_faults();

    /// store_lag_events, store_lag_seconds, store_facts_total, store_failures_total, cache_reads_total by
    /// result, cache_loads_total, cache_evictions_total, cache_values.
    std::vector<prometheus::MetricFamily> metrics();

  private:
    struct Parts;
    explicit Query(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
