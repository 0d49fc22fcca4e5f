/// Why this exists: cURL has a hundred words for why a connection was not made, the engine a few outcomes.
/// Pure.
#pragma once

#include <string_view>

#include <curl/curl.h>

#include "redline/loadgen/outcome.hpp"

namespace redline::loadgen {

/// `error` is the errno of the socket call that failed, if one did.
Outcome outcome_of_opening(CURLcode code, int error);

/// What became of an open connection, as errno; `words` are cURL's and OpenSSL's own. EKEYREJECTED: the peer
/// ended the TLS session by an alert: TLS 1.3 refuses a client's certificate only after the handshake. 0: the
/// peer closed, without the farewell that TLS asks for.
int error_of_transfer(CURLcode code, std::string_view words);

} // namespace redline::loadgen
