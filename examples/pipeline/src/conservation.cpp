#include "redline/leadpipe/conservation.hpp"

#include <fmt/format.h>

namespace redline::leadpipe {

Conservation conservation_of(const LeadCounts& counts, std::int64_t dead_on_bus, std::int64_t stranded) {
    return {counts.received,
            counts[LeadState::sold] + counts[LeadState::returned],
            counts[LeadState::unsold],
            counts[LeadState::rejected],
            counts[LeadState::duplicate],
            counts[LeadState::failed] + dead_on_bus,
            counts[LeadState::accepted] - dead_on_bus,
            stranded};
}

std::string to_json(const Conservation& c) {
    return fmt::format(
        R"({{"holds":{},"received":{},"sold":{},"unsold":{},"rejected":{},"duplicate":{},"dead_lettered":{},)"
        R"("in_flight":{},"stranded":{}}})",
        c.holds(), c.received, c.sold, c.unsold, c.rejected, c.duplicate, c.dead_lettered, c.in_flight,
        c.stranded);
}

} // namespace redline::leadpipe
