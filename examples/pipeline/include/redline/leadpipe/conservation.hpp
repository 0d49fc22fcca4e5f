/// Why this exists: a pipeline that loses a lead in ten thousand looks perfectly healthy. At any time, and
/// after any fault, every lead that came must be in exactly one place:
///
///     received = sold + unsold + rejected + duplicate + dead-lettered + in flight
///
/// Received leads are counted from the ledger's log, their states from what follows from it, and a lead in
/// flight must be owed to somebody: by the bus, or by the part of the log the relay has not published. One
/// that is accepted and owed to nobody is stranded: it is lost, though every sum is right.
///
/// Pure, any thread.
#pragma once

#include <cstdint>
#include <string>

#include "redline/leadpipe/ledger_values.hpp"

namespace redline::leadpipe {

struct Conservation {
    std::int64_t received = 0;
    std::int64_t sold = 0; ///< returned ones among them
    std::int64_t unsold = 0;
    std::int64_t rejected = 0;
    std::int64_t duplicate = 0;
    std::int64_t dead_lettered = 0; ///< failed in the ledger, or dead on the bus
    std::int64_t in_flight = 0;
    std::int64_t stranded = 0; ///< of those in flight

    bool holds() const {
        return received == sold + unsold + rejected + duplicate + dead_lettered + in_flight && stranded == 0;
    }
    bool operator==(const Conservation&) const = default;
};

/// `dead_on_bus` and `stranded` are accepted leads.
Conservation conservation_of(const LeadCounts& counts, std::int64_t dead_on_bus, std::int64_t stranded);

/// One JSON object with every term and `holds`.
std::string to_json(const Conservation& conservation);

} // namespace redline::leadpipe
