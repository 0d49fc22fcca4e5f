/// Why this exists: a transport is tested by itself as the worker uses it: start requests, wait, take events,
/// release. This is that loop, with what came of each request kept for the test to look at.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "redline/base/clock.hpp"
#include "transport.hpp"

namespace redline::test {

/// How one request went.
struct Journey {
    loadgen::Outcome outcome = loadgen::Outcome::not_sent;
    bool answered = false;
    int status = 0;
    std::string header_block;
    std::string body;
    std::string reason;
    int error = 0;
    std::optional<base::Instant> sent;
    base::Instant ended{};
    int times_sent = 0;
    std::uint64_t bytes_received = 0;
};

class TransportDriver {
  public:
    explicit TransportDriver(loadgen::Transport& transport) : transport_(transport) {}

    /// Starts a request; only while the transport has a free place. The number is the journey's.
    std::size_t start(const std::string& text, bool to_head = false) {
        loadgen::PreparedRequest request{.bytes = text, .trace_id = {}};
        const auto event = transport_.start(request, to_head);
        const auto journey = journeys_.size();
        journeys_.emplace_back();
        under_way_[event.place] = journey;
        take(event);
        return journey;
    }

    std::size_t get(const std::string& path) {
        return start("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /// Takes events until every request ended. What has not ended after `limit` is abandoned as a timeout.
    void finish(base::Duration limit = std::chrono::seconds(5)) {
        const auto until = base::monotonic_now() + limit;
        while (!under_way_.empty() && base::monotonic_now() < until) turn(until);
        while (!under_way_.empty()) abandon(under_way_.begin()->second);
    }

    /// Takes events until `count` requests were sent, or `limit` is over.
    void until_sent(std::size_t count, base::Duration limit = std::chrono::seconds(5)) {
        const auto until = base::monotonic_now() + limit;
        while (sent() < count && base::monotonic_now() < until) turn(until);
    }

    void abandon(std::size_t journey) {
        const auto found = std::find_if(under_way_.begin(), under_way_.end(),
                                        [&](const auto& each) { return each.second == journey; });
        transport_.abandon(found->first);
        journeys_[journey].outcome = loadgen::Outcome::timeout;
        under_way_.erase(found);
    }

    const Journey& of(std::size_t journey) const { return journeys_[journey]; }
    const std::vector<Journey>& journeys() const { return journeys_; }

    std::size_t sent() const {
        return static_cast<std::size_t>(std::count_if(journeys_.begin(), journeys_.end(),
                                                      [](const auto& each) { return each.times_sent > 0; }));
    }

    std::size_t count(loadgen::Outcome outcome) const {
        return static_cast<std::size_t>(std::count_if(
            journeys_.begin(), journeys_.end(), [&](const auto& each) { return each.outcome == outcome; }));
    }

  private:
    using Kind = loadgen::Event::Kind;

    void turn(base::Instant until) {
        transport_.wait(until);
        for (auto event = transport_.next(); event.kind != Kind::none; event = transport_.next()) take(event);
    }

    void take(const loadgen::Event& event) {
        if (event.kind == Kind::sent) note_sent(event);
        if (event.kind == Kind::answered || event.kind == Kind::failed) end(event);
    }

    void note_sent(const loadgen::Event& event) {
        auto& journey = journeys_[under_way_.at(event.place)];
        journey.sent = event.at;
        ++journey.times_sent;
    }

    void end(const loadgen::Event& event) {
        auto& journey = journeys_[under_way_.at(event.place)];
        journey.answered = event.kind == Kind::answered;
        journey.outcome = event.outcome;
        journey.status = event.answer.status;
        journey.header_block = event.answer.header_block;
        journey.body = event.answer.body;
        journey.reason = event.reason;
        journey.error = event.error;
        journey.ended = event.at;
        journey.bytes_received = event.bytes_received;
        under_way_.erase(event.place);
        transport_.release(event.place);
    }

    loadgen::Transport& transport_;
    std::map<std::uint32_t, std::size_t> under_way_; ///< place to journey
    std::vector<Journey> journeys_;
};

} // namespace redline::test
