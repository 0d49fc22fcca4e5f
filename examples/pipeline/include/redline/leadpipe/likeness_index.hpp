/// Why this exists: an intake asks of each party as it comes whether an earlier one is like it, and cannot
/// keep all of them. The index remembers the last `parties_max`, and answers the likest of those that share a
/// key with the one asked about (likeness.hpp, blocking.hpp).
///
/// When it is full the oldest is forgotten for each new one; when a key has `block_max` parties the oldest of
/// them is no longer found under that key. Neither is an error: a party out of reach is a new party. An exact
/// repeat is found however popular its keys, as long as it is remembered.
///
/// Memory: about a kilobyte a party of usual length, at most 16 words of 64 letters a text. A look-up
/// compares at most block_max parties a key, seven keys a party. Not for two threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "redline/leadpipe/blocking.hpp"

namespace redline::leadpipe {

class LikenessIndex {
  public:
    struct Match {
        std::int64_t id = 0;
        double score = 0; ///< in bits
    };

    /// At least one party.
    explicit LikenessIndex(std::size_t parties_max) : parties_max_(parties_max) {}

    /// The likest earlier party; of several equally like the earliest.
    std::optional<Match> find(const PartyTraits& traits) const;

    void remember(std::int64_t id, PartyTraits traits);

    std::size_t size() const { return parties_.size(); }

  private:
    struct Remembered {
        std::int64_t id = 0;
        PartyTraits traits;
        std::vector<std::int64_t> keys;
    };
    using Number = std::uint64_t; ///< the n-th party ever remembered

    std::vector<Number> sharing_a_key(const PartyTraits& traits) const;
    void forget_oldest();

    std::size_t parties_max_;
    Number forgotten_ = 0;           ///< how many; the number of the front party
    std::deque<Remembered> parties_; ///< oldest first
    std::unordered_map<std::int64_t, std::vector<Number>> blocks_; ///< ascending
};

} // namespace redline::leadpipe
