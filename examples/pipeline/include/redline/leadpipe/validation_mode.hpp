/// Why this exists: the prototype believed what it was sent and split addresses at their commas; real
/// addresses broke it. What an intake does with an address is a switch, so that a load test can show what
/// each way costs and saves.
///
///     off      split_at_commas(): nothing is refused here; the buyers refuse what is no address
///     reject   parse_address(), and only a line that is spelled as its own repair is taken
///     repair   parse_address(), whatever it can repair is taken
///
/// Pure, any thread.
#pragma once

#include <string_view>

#include "redline/base/error.hpp"
#include "redline/leadpipe/address.hpp"

namespace redline::leadpipe {

enum class ValidationMode { off, reject, repair };

/// Reads `off`, `reject` or `repair`.
base::Result<ValidationMode> parse_validation_mode(std::string_view text);

/// As the prototype read it: `STREET, CITY, STATE ZIP`. What is not there stays empty, what is there is kept
/// as it came; never fails.
Address split_at_commas(std::string_view line);

/// Whether `line` is spelled as `address` would be, but for upper and lower case.
bool is_standard(std::string_view line, const Address& address);

} // namespace redline::leadpipe
