/// Why this exists: whether a repeat is recognised decides what a load test measures: each distinct lead,
/// each distinct body, or each request. `normalised` knows a person however they typed it, `exact` only the
/// same bytes, `off` nobody, so that every lead is new and the ledger looks nothing up. An idempotency key is
/// honoured in each mode.
///
/// A ledger keeps the keys of the mode it was written in: what came under one mode is not known again under
/// another. Pure, any thread.
#pragma once

#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class DedupeMode {
    off,        ///< no lead is a duplicate, and none leaves keys in the ledger
    exact,      ///< exact_identity_keys()
    normalised, ///< identity_keys()
};

/// Reads `off`, `exact` or `normalised`; a wrong word is answered with the nearest right one.
base::Result<DedupeMode> parse_dedupe_mode(std::string_view text);

} // namespace redline::leadpipe
