/// Why this exists: `--metrics` while a run goes on: keeps the run's last word and answers GET /metrics with
/// the page made of it.
///
/// The page is made when it is asked for, at most once for every word of the run, on the listener's own
/// thread: neither scraping often nor not scraping at all costs the run anything. It answers until it is
/// destroyed, so that the totals can still be fetched while the record is written.
///
/// Errors: an address that cannot be listened on. show() is for one thread at a time.
#pragma once

#include <memory>
#include <string>

#include "redline/base/error.hpp"
#include "redline/http_server/server.hpp"
#include "redline/scenarios/metrics_page.hpp"

namespace redline::scenarios {

class MetricsListener {
  public:
    static base::Result<MetricsListener> start(const http_server::ListenAddress& address, WatchedRun run);

    MetricsListener(MetricsListener&&) noexcept;
    MetricsListener& operator=(MetricsListener&&) noexcept;
    ~MetricsListener();

    void show(const loadgen::Progress& now);

    /// `http://127.0.0.1:9464/metrics`
    std::string url() const;

  private:
    class Page;
    MetricsListener(std::shared_ptr<Page> page, http_server::Server server);

    std::shared_ptr<Page> page_;
    http_server::Server server_;
};

} // namespace redline::scenarios
