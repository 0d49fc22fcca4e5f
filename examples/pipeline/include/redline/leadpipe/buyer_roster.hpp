/// Why this exists: the simulated buyers stand side by side, in the pipeline's process or in one of their
/// own, are asked from many threads, and are broken and repaired while they are asked. The roster finds a
/// buyer by its name and gives it to one thread at a time.
///
/// Any thread; who is on the roster never changes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "redline/leadpipe/simulated_buyer.hpp"

namespace redline::leadpipe {

class BuyerRoster {
  public:
    /// Of two profiles with one name the first counts. The names outlive this.
    BuyerRoster(std::span<const BuyerProfile> profiles, std::uint64_t seed);

    std::optional<WireFormat> format_of(std::string_view buyer) const;

    /// Nothing if there is no such buyer.
    std::optional<SimulatedAnswer> answer(std::string_view buyer, CallKind kind, std::string_view call,
                                          base::WallTime now);

    /// Lets `look` see or change the buyer while nobody else has it; false if there is no such buyer.
    bool with(std::string_view buyer, const std::function<void(SimulatedBuyer&)>& look);

    /// In the order of their names.
    void for_each(const std::function<void(SimulatedBuyer&)>& look);

  private:
    struct Stand {
        Stand(const BuyerProfile& profile, std::uint64_t seed)
            : format(profile.format), buyer(profile, seed) {}

        const WireFormat format;
        std::mutex mutex{};
        SimulatedBuyer buyer;
    };
    Stand* find(std::string_view buyer) const;

    std::map<std::string_view, std::unique_ptr<Stand>> stands_;
};

} // namespace redline::leadpipe
