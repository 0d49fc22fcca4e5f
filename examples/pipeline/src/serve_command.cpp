#include <memory>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "fault_driver.hpp"
#include "redline/leadpipe/service.hpp"
#include "serve_options.hpp"

namespace redline::leadpipe {

namespace {

void break_buyers(BuyerRoster& roster, const FaultPlan& plan) {
    roster.for_each([&](SimulatedBuyer& buyer) {
        const auto found = plan.buyers.find(buyer.profile().offer.name);
        buyer.set_fault(found == plan.buyers.end() ? BuyerFault::none : found->second);
    });
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
    EmbeddedBuyers buyers(roster, timers, clock, {.latency_factor = 1});
    const TimerThread timer_thread(timers, clock);
    faults.listen([&](const FaultPlan& now) { break_buyers(roster, now); });
    plan->pipeline.ledger.may_write = [&faults] { return faults.store_writes(); };
    plan->pipeline.poisoned = [&faults](LeadId id) { return faults.poisons(id); };
    auto pipeline = Pipeline::open(words.database, plan->pipeline, {buyers, timers, clock, tracer, counters});
    if (!pipeline) return fail(pipeline.error());
    Service service(tracer, **pipeline, faults, counters, clock, {words.log_level == "debug", plan->modes});
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
