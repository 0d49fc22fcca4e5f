/// Why this exists: where a request must go follows from its path, its lead and its session, before any load
/// is looked at, and can be decided without a socket.
///
/// 1. A path of the old system goes to the old system.
/// 2. What concerns one lead goes to the worker whose ledger made it, alone: nobody else has it.
/// 3. With `session`, the cookie `session` (or, without it, the client's address) has a worker of its own;
///    with `key`, the idempotency key has: only the ledger that saw a key knows it again.
/// 4. Everything else below `/v1/` and `/auth/` may go to any worker. A batch is one request, and goes whole.
///
/// Pure, any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/worker_address.hpp"

namespace redline::leadpipe {

enum class Stickiness { off, session, key };

/// A wrong word is answered with the nearest right one.
base::Result<Stickiness> parse_stickiness(std::string_view text);

enum class DestinationKind { nowhere, old_system, owner, sticky, any };

/// Why a worker was chosen, for the log: `old_route`, `owner`, `sticky`, `balance`.
std::string_view reason_of(DestinationKind kind);

struct Destination {
    DestinationKind kind = DestinationKind::nowhere;
    std::string_view route;   ///< a pattern for metrics and logs, never a path; may be empty
    std::size_t index = 0;    ///< of the old route or the owner
    std::string sticky_key{}; ///< never logged
};

/// `workers`: how many there are. A lead whose worker is not among them may be asked for anywhere.
Destination destination_of(const Request& request, std::span<const OldRoute> old_routes, std::size_t workers,
                           Stickiness stickiness);

/// Of the header or else of the JSON body; empty when there is none.
std::string idempotency_key_of(const Request& request);

/// The value of a cookie; empty when there is none.
std::string_view cookie_value(std::string_view cookies, std::string_view name);

} // namespace redline::leadpipe
