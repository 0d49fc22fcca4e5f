/// Why this exists: the ledger hands out rows of its log, and who follows the log takes LoggedEvents from a
/// function. This is the one place where the one becomes the other.
///
/// Any thread.
#pragma once

#include "redline/leadpipe/ledger.hpp"
#include "redline/leadpipe/logged_event.hpp"

namespace redline::leadpipe {

/// `ledger` outlives what is returned.
ReadLog log_of(Ledger& ledger);

} // namespace redline::leadpipe
