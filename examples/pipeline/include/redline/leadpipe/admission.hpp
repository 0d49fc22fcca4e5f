/// Why this exists: when workers are slow, what waits for them fills the gateway, and one class of clients
/// must not take all of it. A bulkhead: so many requests in flight in all, so many a class, and a reserve
/// that only the class `priority` may use. What does not fit is turned away at once, not queued.
///
/// A value without locks.
#pragma once

#include <array>
#include <cstddef>

#include "redline/leadpipe/client_class.hpp"

namespace redline::leadpipe {

struct AdmissionLimits {
    std::size_t total_max = 256; ///< in flight in all
    std::size_t class_max = 256; ///< in flight of one class, but `priority`
    std::size_t reserve = 0;     ///< of the total, for `priority` alone
};

class Admission {
  public:
    explicit Admission(AdmissionLimits limits) : limits_(limits) {}

    /// Whether one more may enter; if so it is in flight until it leaves.
    bool enter(ClientClass client);
    void leave(ClientClass client);

    std::size_t in_flight(ClientClass client) const { return counts_[static_cast<std::size_t>(client)]; }
    std::size_t in_flight() const;

  private:
    AdmissionLimits limits_;
    std::array<std::size_t, client_class_names.size()> counts_{};
};

} // namespace redline::leadpipe
