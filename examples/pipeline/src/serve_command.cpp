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
    base::SystemClock clock;
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
