#include <memory>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "fault_driver.hpp"
#include "redline/leadpipe/http_buyers.hpp"
#include "redline/leadpipe/ledger_tail.hpp"
#include "redline/leadpipe/service.hpp"
#include "serve_options.hpp"
#include "webhook.hpp"

namespace redline::leadpipe {

namespace {

void break_buyers(BuyerRoster& roster, const FaultPlan& plan) {
    roster.for_each([&](SimulatedBuyer& buyer) {
        const auto found = plan.buyers.find(buyer.profile().offer.name);
        buyer.set_fault(found == plan.buyers.end() ? BuyerFault::none : found->second);
    });
}

std::unique_ptr<BuyerLine> buyer_line(const ServePlan& plan, BuyerRoster& roster, Timers& timers,
                                      base::Clock& clock) {
    if (!plan.buyers_at)
        return std::make_unique<EmbeddedBuyers>(roster, timers, clock,
                                                EmbeddedBuyersOptions{.latency_factor = 1});
    HttpBuyersOptions options;
    options.host = plan.buyers_at->host;
    options.port = plan.buyers_at->port;
    return std::make_unique<HttpBuyers>(known_http_buyers(), timers, clock, options);
}

/// Tokens end with the process that signed them.
base::Result<std::optional<TokenEndpoint>> token_endpoint(const std::optional<ClientCredentials>& clients,
                                                          base::Clock& clock) {
    if (!clients) return std::optional<TokenEndpoint>();
    auto key = TokenKey::random();
    if (!key) return tl::unexpected(key.error());
    return std::optional<TokenEndpoint>(std::in_place, *clients, *std::move(key), clock);
}

int serve(const ServeWords& words) {
    auto plan = plan_of(words);
    if (!plan) return fail(plan.error());
    auto log = LogFile::open(words.serving.log);
    if (!log) return fail(log.error());
    tracer::Tracer tracer(traced_as("leadpipe", *log));
    base::SystemClock clock;
    Counters counters;
    Faults faults(plan->faults, plan->seed, clock);
    Timers timers;
    BuyerRoster roster(plan->buyers, plan->seed);
    const auto buyers = buyer_line(*plan, roster, timers, clock);
    const TimerThread timer_thread(timers, clock);
    faults.listen([&](const FaultPlan& now) { break_buyers(roster, now); });
    plan->pipeline.ledger.may_write = [&faults] { return faults.store_writes(); };
    plan->pipeline.poisoned = [&faults](LeadId id) { return faults.poisons(id); };
    auto pipeline =
        Pipeline::open(words.database, plan->pipeline, {*buyers, timers, clock, tracer, counters});
    if (!pipeline) return fail(pipeline.error());
    auto query = Query::open(words.database + ".store", plan->query,
                             {log_of((*pipeline)->ledger()), post_to_webhook, {}, clock});
    if (!query) return fail(query.error());
    auto tokens = token_endpoint(plan->clients, clock);
    if (!tokens) return fail(tokens.error());
    Service service(tracer, **pipeline, faults, counters, clock,
                    {words.log_level == "debug", plan->modes, words.admin_key, query->get(),
                     *tokens ? &**tokens : nullptr});
    tracer.log(tracer::Severity::info, "pipeline opened",
               {{"architecture", words.architecture}, {"seed", plan->seed}});
    const FaultDriver driver(faults, plan->schedule, clock);
    return serve_until_stopped({}, plan->serving, service, tracer);
}

} // namespace

void declare_serve(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("serve", "Take, route and sell leads over HTTP until stopped");
    const auto words = std::make_shared<ServeWords>();
    declare_options(*command, *words);
    command->callback([words, &status] { status = serve(*words); });
}

} // namespace redline::leadpipe
