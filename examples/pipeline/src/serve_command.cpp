#include <cstdio>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "redline/leadpipe/log_file.hpp"
#include "redline/leadpipe/service.hpp"
#include "serve_options.hpp"

namespace redline::leadpipe {

namespace {

<<<<<<< HEAD
=======
struct ServeOptions {
    ServerOptions server;
    std::string port_file;
    std::string database = "leadpipe.sqlite";
    std::string log;
    std::string log_level = "info";
    std::string dedupe = "normalised";
    std::vector<std::string> faults;
    unsigned worker = 0;
    std::optional<std::uint64_t> seed;
};

void declare_options(CLI::App& serve, ServeOptions& options) {
    serve.add_option("--address", options.server.address, "Address to listen on")->capture_default_str();
    serve.add_option("--port", options.server.port, "Port to listen on; 0 takes any free one")
        ->capture_default_str();
    serve.add_option("--port-file", options.port_file, "Write the port into this file once ready");
    serve.add_option("--database", options.database, "The ledger's SQLite file")->capture_default_str();
    serve.add_option("--log", options.log, "Append JSON lines to this file instead of standard error");
    serve.add_option("--log-level", options.log_level, "info, or debug to log every request")
        ->check(CLI::IsMember({"info", "debug"}))
        ->capture_default_str();
    serve.add_option("--dedupe", options.dedupe, "How a lead is known again: off, exact or normalised")
        ->capture_default_str();
    serve.add_option("--fault", options.faults, "Break on purpose: intake-errors=20%");
    serve.add_option("--seed", options.seed, "Seed of the faults' dice; fresh if not given");
    serve.add_option("--worker", options.worker, "The number of this process, which its lead ids carry")
        ->check(CLI::Range(0, 255))
        ->capture_default_str();
    serve.add_option("--workers", options.server.workers, "Requests served at once")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
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

>>>>>>> gateway
/// Renamed into place, so that whoever waits for the file never reads half of it.
bool write_port_file(const std::string& file, unsigned short port) {
    if (file.empty()) return true;
    const auto unfinished = file + ".new";
    std::ofstream(unfinished) << port << '\n';
    return std::rename(unfinished.c_str(), file.c_str()) == 0;
}

/// Upper bounds of the latency histograms in seconds, dense where objectives are set.
std::vector<double> latency_bounds() {
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3,
            0.4,   0.5,    0.75,  1,    1.5,   2,    2.5,   3,   5,    7.5, 10};
}

int run(const ServeWords& words, const ServerOptions& options, Service& service, tracer::Tracer& tracer,
        std::uint64_t seed) {
    auto server = Server::listen(options, service);
    if (!server) return fail(server.error());
    const auto port = (*server)->port();
    if (!write_port_file(words.port_file, port))
        return fail({base::ErrorCode::io, "cannot write the port file " + words.port_file, {}, {}});
    tracer.log(tracer::Severity::info, "leadpipe started",
               {{"port", port}, {"seed", seed}, {"architecture", words.architecture}});
    fmt::print("leadpipe listening on http://{}:{}\n", options.address, port);
    std::fflush(stdout);
    (*server)->run();
    tracer.log(tracer::Severity::info, "leadpipe stopped");
    return EXIT_SUCCESS;
}

int serve(const ServeWords& words) {
    const auto plan = plan_of(words);
    if (!plan) return fail(plan.error());
    auto log = LogFile::open(words.log);
    if (!log) return fail(log.error());
    tracer::TracerOptions traced;
    traced.service = "leadpipe";
    traced.log_sink = [&](std::string_view line) { log->write(line); };
    traced.bounds_seconds = latency_bounds();
    tracer::Tracer tracer(std::move(traced));
<<<<<<< HEAD
    base::SystemClock clock;
=======
    LedgerOptions kept;
    kept.worker = options.worker;
    auto ledger = Ledger::open(options.database, kept, tracer);
    if (!ledger) return fail(ledger.error());
    const auto seed = options.seed ? *options.seed : base::fresh_seed();
    Faults faults(*plan, seed);
>>>>>>> gateway
    Counters counters;
    Faults faults(plan->faults, plan->seed);
    Timers timers;
    BuyerRoster roster(plan->buyers, plan->seed);
    EmbeddedBuyers buyers(roster, timers, clock, {.latency_factor = 1});
    const TimerThread timer_thread(timers, clock);
    auto pipeline = Pipeline::open(words.database, plan->pipeline, {buyers, timers, clock, tracer, counters});
    if (!pipeline) return fail(pipeline.error());
    Service service(tracer, **pipeline, faults, counters, clock, {words.log_level == "debug", plan->modes});
    return run(words, plan->server, service, tracer, plan->seed);
}

} // namespace

void declare_serve(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("serve", "Take, route and sell leads over HTTP until stopped");
    const auto words = std::make_shared<ServeWords>();
    declare_options(*command, *words);
    command->callback([words, &status] { status = serve(*words); });
}

} // namespace redline::leadpipe
