/// Why this exists: every endpoint that takes JSON refuses what is none in the same words, and never repeats
/// what it read: that may be a person.
///
/// Pure, any thread.
#pragma once

#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/lead.hpp"

namespace redline::leadpipe {

/// The object a request carries: 415 for another type, 400 for what is not JSON in UTF-8, with the place, 422
/// for what is no object.
tl::expected<base::Json, Problem> read_json_body(const Request& request);

/// 422 `invalid-lead`.
tl::unexpected<Problem> invalid_lead(std::string detail);

/// A text of at most text_bytes_max under `key`: empty where it is missing or null, nothing where it is
/// anything else.
std::optional<std::string> text_member(const base::Json& json, const char* key);

} // namespace redline::leadpipe
