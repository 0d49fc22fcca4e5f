/// Why this exists: what a request must pass before any worker sees it, in the order of what each step costs:
/// a known key (401), the rate of its source (429), the signs of a bot (403), room in its class (503).
///
/// Without keys every client is its address, of class `standard`. Any thread; nothing waits.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/admission.hpp"
#include "redline/leadpipe/api_keys.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/rate_limit.hpp"

namespace redline::leadpipe {

struct ClientGateOptions {
    ApiKeys keys{};
    RateLimitOptions rate{}; ///< of each source
    AdmissionLimits admission{};
    bool bot_filter = false;
};

enum class GateStep { key, rate, bot, room };
constexpr std::array<std::string_view, 4> gate_step_names{"key", "rate", "bot", "room"};

/// Why somebody was turned away, and for how long.
struct TurnedAway {
    Problem problem;
    base::Duration come_again{}; ///< 0: not said
};

class ClientGate {
  public:
    explicit ClientGate(ClientGateOptions options);

    /// Room in the gateway, given back at its end. The gate outlives it.
    class Pass {
      public:
        Pass(Pass&& other) noexcept
            : gate_(std::exchange(other.gate_, nullptr)), client_(std::move(other.client_)) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass();

        const Client& client() const { return client_; }

      private:
        friend class ClientGate;
        Pass(ClientGate& gate, Client client) : gate_(&gate), client_(std::move(client)) {}

        ClientGate* gate_;
        Client client_;
    };

    tl::expected<Pass, TurnedAway> enter(const Request& request, base::Instant now);

    /// Who presents this key; nothing for a wrong or missing one where keys are asked for.
    std::optional<Client> identify(const Request& request) const;

    /// How many were turned away by each step.
    std::uint64_t turned_away(GateStep step) const { return turned_away_[static_cast<std::size_t>(step)]; }
    std::size_t in_flight(ClientClass client) const;

    bool open() const { return options_.keys.open(); }

  private:
    tl::unexpected<TurnedAway> turn_away(GateStep step, Problem problem, base::Duration come_again = {});

    const ClientGateOptions options_;
    std::array<std::atomic<std::uint64_t>, gate_step_names.size()> turned_away_{};
    mutable std::mutex mutex_; ///< guards what follows
    RateLimit limit_;
    Admission admission_;
};

} // namespace redline::leadpipe
