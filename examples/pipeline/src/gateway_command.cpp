#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "option_reader.hpp"
#include "redline/base/random.hpp"
#include "redline/leadpipe/gateway.hpp"
#include "serving.hpp"

namespace redline::leadpipe {

namespace {

/// What the command line says, as it says it.
struct GatewayWords {
    ServingOptions serving;
    std::vector<std::string> workers, routes;
    std::string balance = "p2c", health = "shallow", sticky = "off", routing_log = "on", keep_alive = "on";
    std::string check_every = "500ms", check_timeout = "1s", keys, rate;
    std::string wait_max = "1s", connect_timeout = "1s", answer_timeout = "10s";
    std::optional<double> burst;
    bool bot_filter = false;
    int attempts = 3;
    HealthPolicy policy;
    AdmissionLimits admission{120, 120, 0};
    std::size_t pool = 64;
    std::uint64_t leak_every = 0;
    std::optional<std::uint64_t> seed;
};

void declare_balancing(CLI::App& app, GatewayWords& words) {
    app.add_option("--worker", words.workers, "host:port[,weight] of a worker, in the order of their numbers")
        ->required()
        ->expected(1, 256);
    app.add_option("--balance", words.balance, "rr, random, least, p2c, ewma or weighted")
        ->capture_default_str();
    app.add_option("--sticky", words.sticky, "off, session (cookie or address) or key (idempotency key)")
        ->capture_default_str();
    app.add_option("--route", words.routes, "/path=host:port: what lies below still goes to the old system");
    app.add_option("--attempts", words.attempts, "Attempts for one request, the first among them")
        ->check(CLI::Range(1, 10))
        ->capture_default_str();
    app.add_option("--routing-log", words.routing_log, "on or off: a line for each choice of a worker")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    app.add_option("--seed", words.seed, "Seed of the balancing's dice; fresh if not given");
}

void declare_health(CLI::App& app, GatewayWords& words) {
    app.add_option("--health", words.health, "shallow (/healthz) or deep (/readyz)")->capture_default_str();
    app.add_option("--check-every", words.check_every, "Time between two checks of a worker")
        ->capture_default_str();
    app.add_option("--check-timeout", words.check_timeout, "A check without an answer has failed")
        ->capture_default_str();
    app.add_option("--eject-after", words.policy.failures_to_eject, "Failures in a row that eject a worker")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--return-after", words.policy.successes_to_return,
                   "Successes in a row that bring it back")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
}

void declare_gate(CLI::App& app, GatewayWords& words) {
    app.add_option("--keys", words.keys, "File of lines `key source class`; without it, everybody may come");
    app.add_option("--rate", words.rate, "Requests of each source, as 500/s; without it, no limit");
    app.add_option("--burst", words.burst,
                   "Requests at once above the rate; a tenth of a second's if not given")
        ->check(CLI::Range(1.0, 1e9));
    app.add_flag("--bot-filter", words.bot_filter, "Turn away crawlers and filled honeypots");
    app.add_option("--in-flight", words.admission.total_max, "Requests in flight in all")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--class-in-flight", words.admission.class_max, "Of one class, but priority")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--reserve", words.admission.reserve, "Of --in-flight, for the class priority alone")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
}

void declare_connections(CLI::App& app, GatewayWords& words) {
    app.add_option("--pool", words.pool, "Connections to each worker")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    app.add_option("--keep-alive", words.keep_alive, "on, or off: a connection a request")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    app.add_option("--pool-wait", words.wait_max, "Longest wait for a free connection")
        ->capture_default_str();
    app.add_option("--connect-timeout", words.connect_timeout, "Longest wait for a new one")
        ->capture_default_str();
    app.add_option("--answer-timeout", words.answer_timeout, "Longest wait for a whole answer")
        ->capture_default_str();
    app.add_option("--leak-every", words.leak_every, "Fault: every n-th connection is never given back");
}

base::Result<ApiKeys> read_keys(const std::string& file) {
    if (file.empty()) return ApiKeys();
    std::ifstream in(file);
    if (!in) return base::failure(base::ErrorCode::not_found, "cannot read the keys in " + file);
    return ApiKeys::parse(std::string(std::istreambuf_iterator<char>(in), {}), file);
}

void read_gate(const GatewayWords& words, ClientGateOptions& gate, OptionReader& reader) {
    reader.read(gate.keys, read_keys(words.keys));
    if (!words.rate.empty()) reader.read(gate.rate.rate, base::parse_rate(words.rate));
    gate.rate.burst = words.burst.value_or(std::max(1.0, gate.rate.rate.per_second / 10));
    gate.admission = words.admission;
    gate.bot_filter = words.bot_filter;
}

void read_upstream(const GatewayWords& words, UpstreamOptions& upstream, OptionReader& reader) {
    upstream.connections_max = words.pool;
    upstream.keep_alive = words.keep_alive == "on";
    upstream.leak_every = words.leak_every;
    reader.read(upstream.wait_max, base::parse_duration(words.wait_max));
    reader.read(upstream.connect_timeout, base::parse_duration(words.connect_timeout));
    reader.read(upstream.answer_timeout, base::parse_duration(words.answer_timeout));
}

base::Result<GatewayOptions> gateway_options(const GatewayWords& words) {
    GatewayOptions options;
    OptionReader reader;
    for (const auto& worker : words.workers)
        reader.read(options.workers.emplace_back(), parse_worker_address(worker));
    for (const auto& route : words.routes)
        reader.read(options.old_routes.emplace_back(), parse_old_route(route));
    reader.read(options.balancing.balancing, parse_balancing(words.balance));
    reader.read(options.stickiness, parse_stickiness(words.sticky));
    reader.read(options.health.check, parse_health_check(words.health));
    reader.read(options.health.interval, base::parse_duration(words.check_every));
    reader.read(options.health.timeout, base::parse_duration(words.check_timeout));
    read_gate(words, options.gate, reader);
    read_upstream(words, options.balancing.upstream, reader);
    options.balancing.health = words.policy;
    options.balancing.seed = words.seed ? *words.seed : base::fresh_seed();
    options.attempts_max = words.attempts;
    options.log_routing = words.routing_log == "on";
    if (reader.error) return tl::unexpected(*reader.error);
    return options;
}

int run_gateway(GatewayWords words) {
    auto options = gateway_options(words);
    if (!options) return fail(options.error());
    auto log = LogFile::open(words.serving.log);
    if (!log) return fail(log.error());
    tracer::Tracer tracer(traced_as("gateway", *log));
    Gateway gateway(tracer, *std::move(options));
    // More threads than may be in flight, so that who is turned away need not wait for a thread.
    words.serving.server.workers = static_cast<unsigned>(words.admission.total_max + 8);
    return serve_until_stopped("gateway", words.serving, gateway, tracer);
}

} // namespace

void declare_gateway(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("gateway", "Stand before several workers until stopped");
    const auto words = std::make_shared<GatewayWords>();
    declare_serving(*command, words->serving);
    declare_balancing(*command, *words);
    declare_health(*command, *words);
    declare_gate(*command, *words);
    declare_connections(*command, *words);
    command->callback([words, &status] { status = run_gateway(*words); });
}

} // namespace redline::leadpipe
