// redline load: one URL, or a list of them, loaded in a line; no scenario file needed.
#include "command.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "carry_out.hpp"
#include "run_order.hpp"
#include "screen.hpp"
#include "shared_options.hpp"

namespace redline::cli {

namespace {

struct LoadOptions {
    language::LoadLine line;
    SharedOptions shared;
};

int load(const LoadOptions& options, const GlobalOptions& global) {
    const auto order = resolve(options.line, options.shared);
    return order ? carry_out(*order, global) : print_mistake(order.error());
}

void declare_model(CLI::App& command, language::LoadLine& line) {
    command
        .add_option("--rate", line.rate, "Open model: requests a second, due whatever the target does [50/s]")
        ->type_name("N/s");
    command
        .add_option("--users", line.users, "Closed model instead: so many users, each waiting for its answer")
        ->type_name("N");
    command.add_option("--duration", line.duration, "How long new requests begin [10s]")->type_name("TIME");
    command.add_option("--requests", line.requests, "End after so many requests")->type_name("N");
    command
        .add_option("--think-time", line.think_time, "A user's pause between an answer and the next request")
        ->type_name("TIME");
    command
        .add_option("--late", line.late,
                    "What fell due while redline itself stood still: send it, or drop it [send]")
        ->type_name("send|drop");
}

void declare_request(CLI::App& command, language::LoadLine& line) {
    command.add_option("-X,--method", line.method, "The method [GET, with --data POST]")->type_name("METHOD");
    command
        .add_option("-H,--header", line.headers,
                    "A header, for example \"Accept: text/html\"; may stand often")
        ->type_name("NAME: VALUE")
        ->allow_extra_args(false);
    command.add_option("-d,--data", line.body, "The body: itself, @FILE, or @- for standard input")
        ->type_name("BODY");
    command
        .add_option("--targets", line.targets,
                    "Load a list instead of a URL: METHOD URL lines as vegeta has them; - for standard input")
        ->type_name("FILE");
    command.add_flag("--no-trace", line.no_trace,
                     "Send no traceparent; failed requests cannot be found in the target's log then");
    command.add_flag("--compressed", line.compressed, "Decode gzip bodies before they are judged");
    command
        .add_option("--timeout", line.timeout,
                    "How long an answer may take, from when its request was sent [3s]")
        ->type_name("TIME");
}

void declare_connections(CLI::App& command, language::LoadLine& line) {
    command
        .add_option("--connections", line.connections,
                    "At most so many at a time [100, with --users one each]")
        ->type_name("N");
    command
        .add_option("--requests-per-connection", line.requests_per_connection,
                    "Then it is closed and another opened")
        ->type_name("N");
    command.add_option("--http", line.http, "The protocol [1.1]")->type_name("1.1|2");
    command
        .add_option("--proxy", line.proxy, "Go through this proxy: http://host:port or socks5h://host:port")
        ->type_name("URL");
    command
        .add_option("--unix-socket", line.unix_socket,
                    "Connect to this socket; the URL then only names the target")
        ->type_name("PATH");
    command
        .add_option("--local-address", line.local_addresses, "Connect from this address; of several, in turn")
        ->type_name("ADDRESS")
        ->allow_extra_args(false);
    command
        .add_option("--resolve-every", line.resolve_every,
                    "Ask for the host's address again this often [never]")
        ->type_name("TIME");
    command.add_option("--io", line.io, "What makes the socket calls [auto]")->type_name("auto|epoll|uring");
}

void declare_certificates(CLI::App& command, language::LoadLine& line) {
    command.add_option("--cacert", line.ca_file, "Authorities to trust instead of the system's (PEM)")
        ->type_name("FILE");
    command.add_option("--cert", line.certificate_file, "Our own certificate, for mutual TLS (PEM)")
        ->type_name("FILE");
    command.add_option("--key", line.key_file, "The key of --cert (PEM)")->type_name("FILE");
    command.add_flag("--insecure,-k", line.insecure, "Take any certificate");
}

} // namespace

void declare_load(CLI::App& parent, const GlobalOptions& global, Action& chosen) {
    auto& command =
        *parent.add_subcommand("load", "Load one URL, or a list of them, without a scenario file");
    const auto options = std::make_shared<LoadOptions>();
    auto& line = options->line;
    command.add_option("URL", line.url, "What to load; http:// where no scheme stands");
    declare_model(command, line);
    declare_request(command, line);
    declare_connections(command, line);
    declare_certificates(command, line);
    command
        .add_option("--threshold", line.thresholds,
                    "What must hold, for example \"p99 < 250ms\"; may stand often")
        ->type_name("PROMISE")
        ->allow_extra_args(false);
    declare_outputs(command, options->shared);
    declare_generator(command, options->shared);
    command.callback(
        [options, &global, &chosen] { chosen = [options, &global] { return load(*options, global); }; });
}

} // namespace redline::cli
