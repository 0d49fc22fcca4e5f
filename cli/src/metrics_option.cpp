#include "metrics_option.hpp"

#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "screen.hpp"

namespace redline::cli {

namespace {

constexpr std::string_view without_value = "true"; // CLI11's word for a flag that was only named
constexpr std::uint16_t usual_port = 9464;         // where OpenTelemetry's Prometheus exporters listen

base::Error told(base::Error error) {
    error.message = "--metrics: " + error.message;
    error.hint += "; nothing was sent";
    return error;
}

base::Result<scenarios::MetricsListener> listen(std::string_view address, scenarios::WatchedRun run) {
    if (address == without_value) address = {};
    const auto wanted = http_server::parse_listen_address(address, usual_port);
    if (!wanted) return tl::unexpected(told(wanted.error()));
    auto listener = scenarios::MetricsListener::start(*wanted, std::move(run));
    if (!listener) return tl::unexpected(told(listener.error()));
    return listener;
}

} // namespace

/// A flag that may be given a value: an option whose value may be left out would take the word after it for
/// one.
void declare_metrics(CLI::App& command, std::string& address) {
    command
        .add_flag("--metrics", address,
                  "While it runs, serve its own metrics to Prometheus on this machine's port 9464, or\n"
                  "at a port or an address: --metrics=0, --metrics=0.0.0.0:9464")
        ->option_text("[=ADDR]");
}

base::Result<OwnMetrics> OwnMetrics::start(const std::string& address, const GlobalOptions& global,
                                           const std::string& scenario, const loadgen::Plan& plan) {
    OwnMetrics metrics;
    if (address.empty()) return metrics;
    auto listener = listen(address, scenarios::watched(scenario, REDLINE_VERSION, plan));
    if (!listener) return tl::unexpected(listener.error());
    if (!global.quiet) print_note(fmt::format("metrics on {}", listener->url()));
    metrics.listener_ = std::move(*listener);
    return metrics;
}

} // namespace redline::cli
