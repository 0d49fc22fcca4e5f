/// Why this exists: `--metrics[=ADDR]` means the same to every command that makes load: it is declared here,
/// and started here, before anything is sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "command.hpp"
#include "redline/http_server/listen_address.hpp"
#include "redline/loadgen/plan.hpp"
#include "redline/scenarios/metrics_listener.hpp"

namespace redline::cli {

/// `given` stays empty where the option is not.
void declare_metrics(CLI::App& command, std::string& given);

/// Where to listen; nothing where the option was not given.
base::Result<std::optional<http_server::ListenAddress>> metrics_address(std::string_view given);

/// Where the run's own metrics can be fetched while it goes on; nowhere, without an address.
class OwnMetrics {
  public:
    /// Listens, and says where on standard error unless `global` is quiet. A port in use is an Error; nothing
    /// was sent.
    static base::Result<OwnMetrics> start(const std::optional<http_server::ListenAddress>& address,
                                          const GlobalOptions& global, const std::string& scenario,
                                          const loadgen::Plan& plan);

    void show(const loadgen::Progress& now) {
        if (listener_) listener_->show(now);
    }

  private:
    std::optional<scenarios::MetricsListener> listener_;
};

} // namespace redline::cli
