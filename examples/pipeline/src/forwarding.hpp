/// What of a request is sent on, and what of an answer is handed back.
#pragma once

#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/upstream.hpp"

namespace redline::leadpipe {

/// `with_key`: the API key is not the gateway's own and belongs to whom the request goes to.
OutgoingRequest to_outgoing(const Request& request, bool with_key);

/// The answer without the fields that belong to one connection.
Answer to_answer(UpstreamAnswer answer);

} // namespace redline::leadpipe
