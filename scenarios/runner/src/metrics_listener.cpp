#include "redline/scenarios/metrics_listener.hpp"

#include <mutex>
#include <utility>

namespace redline::scenarios {

/// Written by the run, read by the listener's thread.
class MetricsListener::Page {
  public:
    explicit Page(WatchedRun run) : run_(std::move(run)) {}

    void show(const loadgen::Progress& now) {
        const std::lock_guard lock(mutex_);
        now_ = now;
        text_.clear();
    }

    std::string text() {
        const std::lock_guard lock(mutex_);
        if (text_.empty()) text_ = metrics_page(run_, now_);
        return text_;
    }

  private:
    std::mutex mutex_;
    WatchedRun run_;
    loadgen::Progress now_;
    std::string text_; ///< of `now_`; empty until somebody asks
};

base::Result<MetricsListener> MetricsListener::start(const http_server::ListenAddress& address,
                                                     WatchedRun run) {
    auto page = std::make_shared<Page>(std::move(run));
    auto server = http_server::Server::start(address, [page](std::string_view path) -> http_server::Answer {
        if (path == "/metrics") return {200, "text/plain; version=0.0.4; charset=utf-8", page->text()};
        return {.status = 404, .body = "the metrics are at /metrics\n"};
    });
    if (!server) return tl::unexpected(server.error());
    return MetricsListener(std::move(page), std::move(*server));
}

MetricsListener::MetricsListener(std::shared_ptr<Page> page, http_server::Server server)
    : page_(std::move(page)), server_(std::move(server)) {}
MetricsListener::MetricsListener(MetricsListener&&) noexcept = default;
MetricsListener& MetricsListener::operator=(MetricsListener&&) noexcept = default;
MetricsListener::~MetricsListener() = default;

void MetricsListener::show(const loadgen::Progress& now) { page_->show(now); }

std::string MetricsListener::url() const {
    return "http://" + http_server::to_text(server_.address()) + "/metrics";
}

} // namespace redline::scenarios
