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

} // namespace

/// A flag that may be given a value: an option whose value may be left out would take the word after it for
/// one.
void declare_metrics(CLI::App& command, std::string& given) {
    command
        .add_flag("--metrics", given,
                  "While it runs, serve its own metrics to Prometheus on this machine's port 9464, or\n"
                  "at a port or an address: --metrics=0, --metrics=0.0.0.0:9464")
        ->option_text("[=ADDR]");
}

base::Result<std::optional<http_server::ListenAddress>> metrics_address(std::string_view given) {
    if (given.empty()) return std::optional<http_server::ListenAddress>();
    if (given == without_value) given = {};
    auto address = http_server::parse_listen_address(given, usual_port);
    if (!address) return tl::unexpected(told(address.error()));
    return std::optional(std::move(*address));
}

base::Result<OwnMetrics> OwnMetrics::start(const std::optional<http_server::ListenAddress>& address,
                                           const GlobalOptions& global, const std::string& scenario,
                                           const loadgen::Plan& plan) {
    OwnMetrics metrics;
    if (!address) return metrics;
    auto listener =
        scenarios::MetricsListener::start(*address, scenarios::watched(scenario, REDLINE_VERSION, plan));
    if (!listener) return tl::unexpected(told(listener.error()));
    if (!global.quiet) print_note(fmt::format("metrics on {}", listener->url()));
    metrics.listener_ = std::move(*listener);
    return metrics;
}

} // namespace redline::cli
