/// Why this exists: a session that stays with one worker finds that worker's caches warm, and breaks when the
/// worker does; both are worth seeing.
///
/// Rendezvous hashing (Thaler and Ravishankar 1998, "Using name-based mappings to increase hit rates"), with
/// weights after Schindelhauer and Schomaker 2005: each worker draws a number from the key, the best one
/// wins. When a worker leaves, its own keys alone move; when it returns, they come back.
///
/// Pure, any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "redline/leadpipe/balancing.hpp"

namespace redline::leadpipe {

/// The healthy worker this key belongs to; nothing when none is healthy.
std::optional<std::size_t> sticky_worker(std::string_view key, std::span<const WorkerLoad> workers);

} // namespace redline::leadpipe
