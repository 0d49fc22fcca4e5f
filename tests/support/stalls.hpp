/// Why this exists: the truth of a stall test is kept by the server. Called by a server's function for each
/// request, it sleeps through the stalls (which freezes a server of one thread) and then stamps the request,
/// so that due time to stamp is what a client without a delay of its own would have measured.
///
/// Stalls are counted from the first request. pass() belongs to the server's thread; read the stamps when it
/// is quiet.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::test {

struct Stall {
    base::Duration at;
    base::Duration length;
};

class Stalls {
  public:
    /// For requests numbered from 0 to `requests` - 1.
    Stalls(std::vector<Stall> stalls, std::size_t requests) : stalls_(std::move(stalls)), stamps_(requests) {}

    /// To be called just before request `index` is answered.
    void pass(std::uint64_t index) {
        if (first_ == base::Instant{}) first_ = clock_.now();
        if (next_ < stalls_.size() && clock_.now() >= first_ + stalls_[next_].at) {
            clock_.sleep_until(first_ + stalls_[next_].at + stalls_[next_].length);
            ++next_;
        }
        stamps_.at(index) = clock_.wall_now();
    }

    /// By request; one never asked for has the epoch.
    const std::vector<base::WallTime>& stamps() const { return stamps_; }

  private:
    base::SystemClock clock_;
    std::vector<Stall> stalls_;
    std::size_t next_ = 0;
    base::Instant first_{};
    std::vector<base::WallTime> stamps_;
};

} // namespace redline::test
