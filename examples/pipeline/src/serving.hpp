/// What every command that answers HTTP has in common: where it listens, where it logs, when it says that it
/// is ready.
#pragma once

#include <functional>
#include <string>

#include "redline/leadpipe/log_file.hpp"
#include "redline/leadpipe/server.hpp"
#include "redline/tracer/tracer.hpp"

namespace CLI {
class App;
}

namespace redline::leadpipe {

struct ServingOptions {
    ServerOptions server;
    std::string port_file;
    std::string log;
};

/// --address, --port, --port-file and --log.
void declare_serving(CLI::App& app, ServingOptions& options);

/// A tracer of this service over the log, with bounds of latency dense where objectives are set. The log
/// outlives it.
tracer::TracerOptions traced_as(std::string service, LogFile& log);

/// Listens, writes the port file, prints `leadpipe ROLE listening on http://…` (no role: the whole pipeline)
/// and serves until a signal. The program's exit status.
int serve_until_stopped(const std::string& role, ServingOptions options, Responder& responder,
                        tracer::Tracer& tracer);

} // namespace redline::leadpipe
