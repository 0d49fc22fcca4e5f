/// Several clients that post leads, each lead of its own person, until they are stopped, and remember every
/// id they were given with a 202. A post that was refused or not answered is left: it was never promised
/// anything. When the server is gone they look for it at whatever port they were told last.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "http_exchange.hpp"
#include "redline/base/clock.hpp"
#include "redline/base/json.hpp"
#include "sample_lead.hpp"

namespace redline::test {

class LeadClients {
  public:
    /// Between two posts of one client: so that a refusing server is asked again, and not worn out.
    static constexpr auto pause = std::chrono::milliseconds(2);

    LeadClients(unsigned count, unsigned short port) : port_(port) {
        for (unsigned client = 0; client < count; ++client)
            threads_.emplace_back([this](const std::stop_token& stop) { keep_posting(stop); });
    }

    void turn_to(unsigned short port) { port_ = port; }

    std::size_t acknowledged() const {
        const std::lock_guard lock(mutex_);
        return ids_.size();
    }

    /// Every acknowledged id, once all have ended.
    std::vector<std::string> stop() {
        for (auto& thread : threads_) thread.request_stop();
        threads_.clear();
        return ids_;
    }

  private:
    void keep_posting(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            try {
                HttpConnection connection(port_);
                while (!stop.stop_requested() && post_next(connection)) rest();
            } catch (const std::runtime_error&) { // nobody listens there, or not yet
            }
            rest();
        }
    }

    /// False when the connection is of no more use.
    bool post_next(HttpConnection& connection) {
        const auto body = body_of(sample_lead(next_++));
        if (!connection.send(request_text("POST", "/v1/leads", body, {{"Content-Type", "application/json"}})))
            return false;
        const auto reply = connection.read_reply();
        if (!reply) return false;
        if (reply->status != 202) return true;
        const auto id = base::Json::parse(reply->body)["lead_id"].get<std::string>();
        const std::lock_guard lock(mutex_);
        ids_.push_back(id);
        return true;
    }

    static void rest() {
        base::SystemClock clock;
        clock.sleep_until(clock.now() + pause);
    }

    std::atomic<unsigned short> port_;
    std::atomic<unsigned> next_{0};
    mutable std::mutex mutex_;
    std::vector<std::string> ids_;
    std::vector<std::jthread> threads_;
};

} // namespace redline::test
