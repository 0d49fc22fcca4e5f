#include "serve_options.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include <CLI/CLI.hpp>

#include "option_reader.hpp"
#include "redline/base/random.hpp"
#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

base::Result<bool> parse_switch(std::string_view option, std::string_view text) {
    constexpr std::array<std::string_view, 2> names{"off", "on"};
    return parse_choice<bool>(option, text, names);
}

base::Result<std::optional<ClientCredentials>> read_clients(const std::string& file) {
    if (file.empty()) return std::optional<ClientCredentials>();
    std::ifstream in(file);
    if (!in) return base::failure(base::ErrorCode::not_found, "cannot read the clients in " + file);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    return ClientCredentials::parse(text, file).map([](auto clients) {
        return std::optional(std::move(clients));
    });
}

base::Result<FaultPlan> fault_plan(const std::vector<std::string>& texts) {
    FaultPlan plan;
    for (const auto& text : texts) {
        auto with = with_fault(plan, text);
        if (!with) return with;
        plan = *with;
    }
    return plan;
}

void declare_process(CLI::App& serve, ServeWords& words) {
    declare_serving(serve, words.serving);
    serve
        .add_option("--database", words.database,
                    "The ledger's SQLite file; the bus stands beside it as FILE.bus")
        ->capture_default_str();
    serve.add_option("--clients", words.clients,
                     "Ask for tokens of the clients in this file: lines of id secret scopes");
    serve.add_option("--admin-key", words.admin_key, "What X-Api-Key must say for /admin")
        ->envname("LEADPIPE_ADMIN_KEY");
    serve.add_option("--log-level", words.log_level, "info, or debug to log every request")
        ->check(CLI::IsMember({"info", "debug"}))
        ->capture_default_str();
    serve.add_option("--workers", words.serving.server.workers, "Requests served at once")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    serve.add_option("--worker", words.worker, "This process's number among several; stands in its lead ids")
        ->check(CLI::Range(0, 255))
        ->capture_default_str();
}

void declare_switches(CLI::App& serve, ServeWords& words) {
    serve.add_option("--arch", words.architecture, "monolith-sync, modular, hybrid or event")
        ->capture_default_str();
    serve.add_option("--validation", words.validation, "Addresses: off, reject or repair")
        ->capture_default_str();
    serve.add_option("--dedupe", words.dedupe, "How a lead is known again: off, exact or normalised")
        ->capture_default_str();
    serve
        .add_option("--ingest", words.ingest,
                    "Leads in a commit, facts the store takes at once: row, or batch:N")
        ->capture_default_str();
    serve.add_option("--cache", words.cache, "Of dashboards: off, aside, write-through or two-layer")
        ->capture_default_str();
    serve.add_option("--cache-ttl", words.cache_ttl, "How long a cached dashboard holds")
        ->capture_default_str();
    serve.add_flag("--warm", words.warm, "Fill the cache before the first request");
    serve.add_option("--retry", words.retry, "Failed posts to a buyer: none, immediate, fixed or backoff")
        ->capture_default_str();
    serve.add_option("--retry-budget", words.retry_budget, "Tie retries to calls: on or off")
        ->capture_default_str();
    serve.add_option("--breaker", words.breaker, "A circuit breaker for each buyer: on or off")
        ->capture_default_str();
    serve.add_option("--dead-letters", words.dead_letters, "Keep what could not be delivered: on or off")
        ->capture_default_str();
    serve.add_option("--deliveries", words.deliveries, "How often an event is delivered before it is dead")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    serve
        .add_option("--redelivery", words.redelivery,
                    "Pause before the second delivery; doubles at each further one")
        ->capture_default_str();
    serve.add_option("--sales-per-day", words.sales_per_day,
                     "Sell each buyer at most so many leads a day (UTC)");
}

void declare_buyers(CLI::App& serve, ServeWords& words) {
    serve.add_option("--buyers", words.buyers,
                     "HOST:PORT of leadpipe buyers; else they answer in this process");
    serve
        .add_option("--buyer-latency", words.buyer_latency,
                    "Median latency of the buyers; 0ms answers at once")
        ->capture_default_str();
    serve.add_option("--buyer-errors", words.buyer_errors, "Share of calls to buyers that fail")
        ->capture_default_str();
    serve.add_option("--buyer-cap", words.buyer_cap, "Leads a day after which a buyer says Quota Reached");
    serve.add_option("--fault", words.faults,
                     "Break on purpose, for example intake-errors=20%; README.md lists what there is");
    serve.add_option("--faults", words.fault_file, "A file that says what breaks when");
    serve.add_option("--seed", words.seed, "Seed of all dice; fresh if not given");
}

/// The known buyers, with what was asked for.
std::vector<BuyerProfile> profiles_of(base::Duration latency, base::Share errors,
                                      std::optional<std::int64_t> cap) {
    std::vector<BuyerProfile> profiles(known_profiles().begin(), known_profiles().end());
    for (auto& profile : profiles) {
        profile.latency_p99 = 4 * latency;
        profile.latency_median = latency;
        profile.error_share = errors.ratio;
        if (cap) profile.daily_cap = *cap;
    }
    return profiles;
}

/// What the architecture is called for beside the order of steps.
void make_architecture(ServePlan& plan) {
    if (plan.pipeline.architecture != Architecture::monolith_sync) return;
    plan.serving.server.thread_per_connection = true;
    plan.pipeline.ledger.batch_max = 1;
    plan.pipeline.market.mode = AuctionMode::sequential;
}

} // namespace

void declare_options(CLI::App& serve, ServeWords& words) {
    declare_process(serve, words);
    declare_switches(serve, words);
    declare_buyers(serve, words);
}

base::Result<ServePlan> plan_of(const ServeWords& words) {
    ServePlan plan;
    OptionReader reader;
    base::Duration latency{};
    base::Share errors;
    plan.serving = words.serving;
    reader.read(plan.pipeline.architecture, parse_architecture(words.architecture));
    reader.read(plan.modes.validation, parse_validation_mode(words.validation));
    reader.read(plan.modes.dedupe, parse_dedupe_mode(words.dedupe));
    reader.read(plan.query.writer.ingest, parse_ingest(words.ingest));
    plan.pipeline.ledger.batch_max = plan.query.writer.ingest.facts_max;
    reader.read(plan.query.cache.mode, parse_cache_mode(words.cache));
    reader.read(plan.query.cache.time_to_live, base::parse_duration(words.cache_ttl));
    reader.read(plan.clients, read_clients(words.clients));
    plan.query.warm = words.warm;
    for (const auto& buyer : known_buyers()) plan.query.buyers.emplace_back(buyer.name);
    reader.read(plan.pipeline.market.retry.kind, parse_retry_kind(words.retry));
    reader.read(plan.pipeline.market.budget.limited, parse_switch("--retry-budget", words.retry_budget));
    reader.read(plan.pipeline.market.breaker.enabled, parse_switch("--breaker", words.breaker));
    reader.read(plan.pipeline.dead_letters, parse_switch("--dead-letters", words.dead_letters));
    reader.read(latency, base::parse_duration(words.buyer_latency));
    reader.read(errors, base::parse_share(words.buyer_errors));
    reader.read(plan.pipeline.redelivery.first_delay, base::parse_duration(words.redelivery));
    reader.read(plan.faults, fault_plan(words.faults));
    if (!words.fault_file.empty()) reader.read(plan.schedule, read_fault_schedule(words.fault_file));
    if (!words.buyers.empty()) reader.read(plan.buyers_at.emplace(), parse_worker_address(words.buyers));
    plan.seed = words.seed ? *words.seed : base::fresh_seed();
    plan.pipeline.market.seed = plan.seed;
    plan.pipeline.ledger.worker = words.worker;
    plan.pipeline.redelivery.attempts_max = words.deliveries;
    plan.pipeline.sales_per_day = words.sales_per_day;
    plan.buyers = profiles_of(latency, errors, words.buyer_cap);
    make_architecture(plan);
    if (reader.error) return tl::unexpected(*reader.error);
    return plan;
}

} // namespace redline::leadpipe
