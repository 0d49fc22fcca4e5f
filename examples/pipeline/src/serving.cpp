#include "serving.hpp"

#include <cstdio>
#include <fstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"

namespace redline::leadpipe {

namespace {

/// Renamed into place, so that whoever waits for the file never reads half of it.
bool write_port_file(const std::string& file, unsigned short port) {
    if (file.empty()) return true;
    const auto unfinished = file + ".new";
    std::ofstream(unfinished) << port << '\n';
    return std::rename(unfinished.c_str(), file.c_str()) == 0;
}

} // namespace

void declare_serving(CLI::App& app, ServingOptions& options) {
    app.add_option("--address", options.server.address, "Address to listen on")->capture_default_str();
    app.add_option("--port", options.server.port, "Port to listen on; 0 takes any free one")
        ->capture_default_str();
    app.add_option("--port-file", options.port_file, "Write the port into this file once ready");
    app.add_option("--log", options.log, "Append JSON lines to this file instead of standard error");
}

tracer::TracerOptions traced_as(std::string service, LogFile& log) {
    tracer::TracerOptions options;
    options.service = std::move(service);
    options.log_sink = [&log](std::string_view line) { log.write(line); };
    options.bounds_seconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3,
                              0.4,   0.5,    0.75,  1,    1.5,   2,    2.5,   3,   5,    7.5, 10};
    return options;
}

int serve_until_stopped(const std::string& role, ServingOptions options, Responder& responder,
                        tracer::Tracer& tracer) {
    options.server.stop_on_signals = true;
    auto server = Server::listen(options.server, responder);
    if (!server) return fail(server.error());
    const auto port = (*server)->port();
    if (!write_port_file(options.port_file, port))
        return fail({base::ErrorCode::io, "cannot write the port file " + options.port_file, {}, {}});
    tracer.log(tracer::Severity::info, "leadpipe started", {{"role", role}, {"port", port}});
    fmt::print("leadpipe{}{} listening on http://{}:{}\n", role.empty() ? "" : " ", role,
               options.server.address, port);
    std::fflush(stdout);
    (*server)->run();
    tracer.log(tracer::Severity::info, "leadpipe stopped", {{"role", role}});
    return EXIT_SUCCESS;
}

} // namespace redline::leadpipe
