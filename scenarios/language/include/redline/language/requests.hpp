/// Why this exists: the engine knows plans, bytes and answers; this hands it the scenario as the two
/// functions it asks for. Request (seed, flow number, step) is always the same bytes, whatever the thread,
/// the order or the shard, and so is its trace id.
///
/// Both functions may be called from any thread at once and keep the scenario alive.
#pragma once

#include <memory>

#include "redline/language/scenario.hpp"
#include "redline/loadgen/traffic.hpp"

namespace redline::language {

loadgen::Traffic traffic_of(std::shared_ptr<const Scenario> scenario);

} // namespace redline::language
