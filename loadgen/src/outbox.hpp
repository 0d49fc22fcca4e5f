/// Why this exists: io_uring sends a request some time after it was handed over, from where it lies; so its
/// bytes need a place of their own until the kernel says they are gone, even when the request they belong to
/// was given up meanwhile.
///
/// Letters are numbered by slot and stay where they are. Once nothing is on its way, what a burst needed is
/// given back but for `letters_kept`, so waiting connections hold no memory here. For one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace redline::loadgen {

constexpr std::size_t letters_kept = 64;

class Outbox {
  public:
    struct Letter {
        std::string bytes;
        std::size_t sent = 0;
        std::uint64_t key = 0; ///< whose it is

        std::string_view unsent() const { return std::string_view(bytes).substr(sent); }
    };

    /// The bytes are swapped in, for a buffer no longer needed.
    std::uint32_t put(std::string& bytes, std::uint64_t key) {
        if (free_.empty()) {
            free_.push_back(static_cast<std::uint32_t>(letters_.size()));
            letters_.emplace_back();
        }
        const auto slot = free_.back();
        free_.pop_back();
        auto& letter = letters_[slot];
        letter.bytes.swap(bytes);
        letter.sent = 0;
        letter.key = key;
        return slot;
    }

    Letter& operator[](std::uint32_t slot) { return letters_[slot]; }

    void drop(std::uint32_t slot) {
        free_.push_back(slot);
        if (letters_.size() <= letters_kept || free_.size() < letters_.size()) return;
        letters_.clear();
        std::vector<std::uint32_t>().swap(free_);
    }

  private:
    std::deque<Letter> letters_;
    std::vector<std::uint32_t> free_;
};

} // namespace redline::loadgen
