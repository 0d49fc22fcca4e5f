#include <csignal>
#include <cstdio>
#include <fstream>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "redline/base/error.hpp"
#include "redline/base/random.hpp"
#include "redline/leadpipe/log_file.hpp"
#include "redline/leadpipe/seller.hpp"
#include "redline/leadpipe/server.hpp"

namespace {

using namespace redline;

/// Usage, files and ports: nothing was served.
constexpr int exit_mistake = 2;

struct ServeOptions {
    leadpipe::ServerOptions server;
    std::string port_file;
    std::string database = "leadpipe.sqlite";
    std::string log;
    std::string log_level = "info";
    std::string dedupe = "normalised";
    std::vector<std::string> faults;
    std::optional<std::uint64_t> seed;
};

void declare_serve(CLI::App& serve, ServeOptions& options) {
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
    serve.add_option("--workers", options.server.workers, "Requests served at once")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
}

base::Result<leadpipe::FaultPlan> fault_plan(const std::vector<std::string>& texts) {
    leadpipe::FaultPlan plan;
    for (const auto& text : texts) {
        auto with = leadpipe::with_fault(plan, text);
        if (!with) return with;
        plan = *with;
    }
    return plan;
}

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

int fail(const base::Error& error) {
    fmt::print(stderr, "leadpipe: {}\n", base::to_text(error));
    return exit_mistake;
}

int run(const ServeOptions& options, leadpipe::Service& service, tracer::Tracer& tracer, std::uint64_t seed) {
    auto server = leadpipe::Server::listen(options.server, service);
    if (!server) return fail(server.error());
    const auto port = (*server)->port();
    if (!write_port_file(options.port_file, port))
        return fail({base::ErrorCode::io, "cannot write the port file " + options.port_file, {}, {}});
    tracer.log(tracer::Severity::info, "leadpipe started", {{"port", port}, {"seed", seed}});
    fmt::print("leadpipe listening on http://{}:{}\n", options.server.address, port);
    std::fflush(stdout);
    (*server)->run();
    tracer.log(tracer::Severity::info, "leadpipe stopped");
    return 0;
}

int serve(ServeOptions options) {
    const auto plan = fault_plan(options.faults);
    if (!plan) return fail(plan.error());
    const auto dedupe = leadpipe::parse_dedupe_mode(options.dedupe);
    if (!dedupe) return fail(dedupe.error());
    auto log = leadpipe::LogFile::open(options.log);
    if (!log) return fail(log.error());
    tracer::TracerOptions traced;
    traced.service = "leadpipe";
    traced.log_sink = [&](std::string_view line) { log->write(line); };
    traced.bounds_seconds = latency_bounds();
    tracer::Tracer tracer(std::move(traced));
    auto ledger = leadpipe::Ledger::open(options.database, {}, tracer);
    if (!ledger) return fail(ledger.error());
    const auto seed = options.seed ? *options.seed : base::fresh_seed();
    leadpipe::Faults faults(*plan, seed);
    leadpipe::Counters counters;
    leadpipe::Service service(tracer, **ledger, faults, counters, {options.log_level == "debug", *dedupe});
    const leadpipe::Seller seller(**ledger, counters, tracer);
    options.server.stop_on_signals = true;
    return run(options, service, tracer, seed);
}

int run_program(int count, char** words) {
    CLI::App app{"leadpipe: a lead-distribution pipeline to point a load test at", "leadpipe"};
    app.require_subcommand(1);
    ServeOptions options;
    auto* serve_command = app.add_subcommand("serve", "Take, route and sell leads over HTTP until stopped");
    declare_serve(*serve_command, options);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_mistake;
    }
    std::signal(SIGPIPE, SIG_IGN);
    return serve(std::move(options));
}

} // namespace

int main(int count, char** words) {
    try {
        return run_program(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "leadpipe: a bug ended it: %s\n", error.what());
        return 70;
    }
}
