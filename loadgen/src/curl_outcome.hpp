/// Why this exists: cURL has a hundred words for why a connection was not made, the engine a few outcomes.
/// Pure.
#pragma once

#include <curl/curl.h>

#include "redline/loadgen/outcome.hpp"

namespace redline::loadgen {

/// `error` is the errno of the socket call that failed, if one did.
Outcome outcome_of_opening(CURLcode code, int error);

} // namespace redline::loadgen
