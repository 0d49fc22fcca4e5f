/// A worker behind a gateway whose answers are the test's: a real server in this process, which remembers
/// what it was asked.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "redline/leadpipe/server.hpp"

namespace redline::test {

class FakeWorker final : public leadpipe::Responder {
  public:
    using Answering = std::function<leadpipe::Answer(const leadpipe::Request&)>;

    static leadpipe::Answer say(int status, std::string text) {
        return {status, "text/plain", std::move(text), {}, false};
    }
    /// Says its name to everything.
    explicit FakeWorker(std::string name)
        : FakeWorker([name](const leadpipe::Request&) { return say(200, name); }) {}
    explicit FakeWorker(Answering answering) : answering_(std::move(answering)) { start(); }
    ~FakeWorker() override { stop(); }

    /// Nobody listens from now on.
    void stop() {
        if (!server_) return;
        server_->stop();
        thread_.join();
        server_.reset();
    }
    /// Listens again, on the port it had.
    void start() {
        leadpipe::ServerOptions options;
        options.port = port_;
        options.workers = 8;
        server_ = leadpipe::Server::listen(options, *this).value();
        port_ = server_->port();
        thread_ = std::jthread([this] { server_->run(); });
    }

    unsigned short port() const { return port_; }

    /// What it was asked, but for checks of its health.
    std::vector<leadpipe::Request> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

    leadpipe::Answer handle(const leadpipe::Request& request) override {
        const bool is_check = request.target == "/healthz" || request.target == "/readyz";
        if (!is_check) {
            const std::lock_guard lock(mutex_);
            asked_.push_back(request);
        }
        return answering_(request);
    }
    leadpipe::Answer refuse(const leadpipe::Request&, const leadpipe::Problem& problem) override {
        return to_answer(problem, "none");
    }

  private:
    Answering answering_;
    mutable std::mutex mutex_;
    std::vector<leadpipe::Request> asked_;
    unsigned short port_ = 0;
    std::unique_ptr<leadpipe::Server> server_;
    std::jthread thread_;
};

} // namespace redline::test
