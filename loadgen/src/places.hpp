/// Why this exists: every HTTP/1.1 transport has the same question to answer: which connection carries the
/// next request? The idle one used longest ago, which spreads the load over the target's acceptors as many
/// users would and leaves a peer's close the most time to be seen before the connection is used again; or
/// else a place not connected yet.
///
/// A place changes its key each time its connection goes, which tells an event of a closed connection from
/// one of its successor. For one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "slot_queue.hpp"

namespace redline::loadgen {

class Places {
  public:
    struct Taken {
        std::uint32_t place;
        bool connected;
    };

    explicit Places(std::uint32_t count) : generations_(count), idle_(count), vacant_(count) {
        for (std::uint32_t place = 0; place < count; ++place) vacant_.push_back(place);
    }

    bool any_free() const { return !idle_.empty() || !vacant_.empty(); }

    /// Takes a free place. Only while there is one.
    Taken take() {
        const bool connected = !idle_.empty();
        auto& queue = connected ? idle_ : vacant_;
        const auto place = queue.front();
        queue.remove(place);
        return {place, connected};
    }

    /// The place's connection waits for its next request.
    void rest(std::uint32_t place) { idle_.push_back(place); }

    /// The place's connection was closed, whether it was idle or carried a request that now ended.
    void vacate(std::uint32_t place) {
        idle_.remove(place);
        renew(place);
        vacant_.push_back(place);
    }

    /// The place's connection was closed, but the place stays taken.
    void renew(std::uint32_t place) { ++generations_[place]; }

    std::uint64_t key(std::uint32_t place) const { return std::uint64_t{generations_[place]} << 32 | place; }
    /// The place a key stands for; nothing when its connection is gone.
    std::optional<std::uint32_t> place_of(std::uint64_t key_given) const {
        const auto place = static_cast<std::uint32_t>(key_given);
        if (place >= generations_.size() || key(place) != key_given) return std::nullopt;
        return place;
    }

  private:
    std::vector<std::uint32_t> generations_;
    SlotQueue idle_;
    SlotQueue vacant_;
};

} // namespace redline::loadgen
