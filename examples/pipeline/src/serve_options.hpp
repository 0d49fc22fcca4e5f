/// The options of `leadpipe serve`: the words as they came, and what they mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/client_credentials.hpp"
#include "redline/leadpipe/embedded_buyers.hpp"
#include "redline/leadpipe/fault_schedule.hpp"
#include "redline/leadpipe/intake.hpp"
#include "redline/leadpipe/pipeline.hpp"
#include "redline/leadpipe/query.hpp"
#include "redline/leadpipe/worker_address.hpp"
#include "serving.hpp"

namespace CLI {
class App;
}

namespace redline::leadpipe {

struct ServeWords {
    ServingOptions serving{};
    std::string database = "leadpipe.sqlite", log_level = "info";
    std::string architecture = "event", dedupe = "normalised", validation = "repair", ingest = "batch:512";
    std::string retry = "backoff", retry_budget = "on", breaker = "on", dead_letters = "on";
    std::string buyer_latency = "0ms", buyer_errors = "0%";
    std::optional<std::int64_t> buyer_cap{}, sales_per_day{};
    unsigned worker = 0;
    int deliveries = 8;
    std::string redelivery = "500ms";
    std::vector<std::string> faults{};
    std::string fault_file{}, admin_key{}, clients{}, buyers{};
    std::string cache = "aside", cache_ttl = "5s";
    bool warm = false;
    std::optional<std::uint64_t> seed{};
};

void declare_options(CLI::App& serve, ServeWords& words);

/// What a process needs to serve.
struct ServePlan {
    ServingOptions serving{};
    PipelineOptions pipeline{};
    IntakeModes modes{};
    FaultPlan faults{};
    FaultSchedule schedule{};
    QueryOptions query{};
    std::optional<ClientCredentials> clients{};
    std::optional<WorkerAddress> buyers_at{}; ///< nothing: in this process
    std::vector<BuyerProfile> buyers{};
    std::uint64_t seed = 0;
};

/// Refuses a wrong word with the option it stood behind and the nearest right one.
base::Result<ServePlan> plan_of(const ServeWords& words);

} // namespace redline::leadpipe
