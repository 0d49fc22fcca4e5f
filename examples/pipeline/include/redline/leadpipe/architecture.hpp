/// Why this exists: the same pipeline can be built in four ways, and how each stands a burst or a slow buyer
/// is what the load tests are for. They answer the same requests; what differs is how much of a lead's life
/// happens before its sender is answered.
///
///     monolith-sync   everything, one step after the other, each waiting; a thread for each connection; a
///                     commit for each lead
///     modular         everything, but buyers are asked side by side, threads are pooled, commits are shared
///     hybrid          up to the auction; the delivery follows from an event
///     event           until the lead is on disk; auction and delivery follow from events
///
/// Pure, any thread.
#pragma once

#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class Architecture { monolith_sync, modular, hybrid, event };

/// Reads `monolith-sync`, `modular`, `hybrid` or `event`.
base::Result<Architecture> parse_architecture(std::string_view text);
std::string_view to_text(Architecture architecture);

/// Whether the sender waits for the buyers' bids, and for the sale.
constexpr bool auctions_in_request(Architecture architecture) { return architecture != Architecture::event; }
constexpr bool delivers_in_request(Architecture architecture) {
    return architecture == Architecture::monolith_sync || architecture == Architecture::modular;
}

} // namespace redline::leadpipe
