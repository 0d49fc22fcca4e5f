/// Why this exists: a transport is used in turns of start, wait, next and release, as the worker does it; a
/// test wants to say "send this" and "what became of it". What is seen is kept as text and numbers of its
/// own, because a transport's views do not last.
///
/// Waits at most five seconds for anything. For one thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redline/base/clock.hpp"
#include "transport.hpp"

/// One event, without views into the transport.
struct Seen {
    redline::loadgen::Event::Kind kind{};
    redline::loadgen::Outcome outcome{};
    std::uint32_t place = 0;
    int status = 0;
    std::string body;
    redline::base::Instant at{};
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
};

class PlaceDriver {
  public:
    using Kind = redline::loadgen::Event::Kind;

    explicit PlaceDriver(redline::loadgen::Transport& transport) : transport_(transport) {}

    /// The place the request got. A failure is kept for ending_of().
    std::uint32_t start(std::string request, bool to_head = false) {
        redline::loadgen::PreparedRequest prepared{std::move(request), {}};
        return note(transport_.start(prepared, to_head)).place;
    }

    std::uint32_t get(std::string_view path) {
        return start("GET " + std::string(path) + " HTTP/1.1\r\nHost: peer\r\n\r\n");
    }

    /// Waits until the request of `place` was answered or failed; nothing after five seconds.
    std::optional<Seen> ending_of(std::uint32_t place) {
        const auto give_up = redline::base::monotonic_now() + std::chrono::seconds(5);
        while (redline::base::monotonic_now() < give_up) {
            for (auto seen = endings_.begin(); seen != endings_.end(); ++seen)
                if (seen->place == place) {
                    const auto found = *seen;
                    endings_.erase(seen);
                    return found;
                }
            turn(std::chrono::milliseconds(20));
        }
        return std::nullopt;
    }

    /// One wait and all that it found.
    void turn(redline::base::Duration at_most = {}) {
        transport_.wait(redline::base::monotonic_now() + at_most);
        take();
    }

    /// All that the latest wait or rest found.
    void take() {
        for (auto event = transport_.next(); event.kind != Kind::none; event = transport_.next()) note(event);
    }

    /// Turns until `holds` does, or five seconds have passed.
    template <class Condition>
    void until(Condition holds) {
        const auto give_up = redline::base::monotonic_now() + std::chrono::seconds(5);
        while (!holds() && redline::base::monotonic_now() < give_up) turn(std::chrono::milliseconds(1));
    }

    /// How often an event of this kind was told of the place since forget().
    std::size_t count(Kind kind, std::uint32_t place) const {
        std::size_t found = 0;
        for (const auto& seen : told_) found += seen.kind == kind && seen.place == place ? 1U : 0U;
        return found;
    }
    void forget() { told_.clear(); }

  private:
    Seen note(const redline::loadgen::Event& event) {
        const Seen seen{event.kind,
                        event.outcome,
                        event.place,
                        event.answer.status,
                        std::string(event.answer.body),
                        event.at,
                        event.bytes_sent,
                        event.bytes_received};
        if (event.kind != Kind::progress) told_.push_back(seen);
        if (event.kind != Kind::answered && event.kind != Kind::failed) return seen;
        endings_.push_back(seen);
        transport_.release(event.place);
        return seen;
    }

    redline::loadgen::Transport& transport_;
    std::vector<Seen> told_;
    std::vector<Seen> endings_;
};
