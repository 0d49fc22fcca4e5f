#include "redline/leadpipe/problem_kinds.hpp"

#include <algorithm>
#include <array>

namespace redline::leadpipe {

namespace {

constexpr std::array kinds{
    ProblemKind{"bad-request", 400, "The request cannot be read",
                "Send a body that is JSON in UTF-8; the detail says where it is not."},
    ProblemKind{"bot", 403, "The request looks like a program's",
                "Send a User-Agent and the headers a browser or a library sends."},
    ProblemKind{"busy", 503, "Too much waits already",
                "Wait as long as Retry-After says, then send the same again, with the same idempotency key."},
    ProblemKind{"header-too-large", 431, "The header is too large",
                "Send fewer or shorter headers, 16 KiB at most."},
    ProblemKind{"idempotency-key-reused", 422, "The idempotency key is taken",
                "Use a key for one lead only; a lead that is sent again keeps its key."},
    ProblemKind{"injected-fault", 500, "The intake failed",
                "Nothing: this failure was asked for. Send the same again."},
    ProblemKind{"insufficient-scope", 403, "The token does not grant this",
                "Ask POST /auth/token for the scope that the detail names."},
    ProblemKind{"invalid-batch", 422, "The batch cannot be taken",
                "Send an array of leads, not longer than the detail says."},
    ProblemKind{"invalid-client", 401, "The client is not known by this secret",
                "Check client_id and client_secret with who runs the service."},
    ProblemKind{"invalid-fault", 422, "The fault cannot be set",
                "Write the fault as fault_plan.hpp says; the detail names the nearest right word."},
    ProblemKind{"invalid-lead", 422, "The lead is not complete",
                "Mend the field that the detail names, and send the lead again."},
    ProblemKind{"invalid-ping", 422, "The ping is not complete",
                "Mend the field that the detail names, and send the ping again."},
    ProblemKind{"invalid-report", 422, "The report cannot be made",
                "Mend the member that the detail names, and ask again."},
    ProblemKind{"invalid-request", 400, "The token request cannot be read",
                "Send grant_type, client_id and client_secret once each, as a form or as JSON."},
    ProblemKind{"invalid-return", 422, "The return is not complete", "Send lead_id, buyer and reason."},
    ProblemKind{"invalid-scope", 400, "The client may not have this scope",
                "Ask for scopes of the client only, or for none to get them all."},
    ProblemKind{"invalid-token", 401, "The token is not accepted", "Ask POST /auth/token for a new one."},
    ProblemKind{"key-required", 401, "The key is missing or unknown",
                "Send a key of the service in X-Api-Key."},
    ProblemKind{"ledger-unavailable", 503, "The ledger does not answer",
                "Wait as long as Retry-After says, then send the same again; nothing was kept."},
    ProblemKind{"method-not-allowed", 405, "The method is not served here",
                "Use a method of the Allow header."},
    ProblemKind{"no-room", 503, "Too much is in flight already",
                "Wait as long as Retry-After says, then send the same again."},
    ProblemKind{"no-worker", 503, "No worker can take this now",
                "Wait as long as Retry-After says, then send the same again."},
    ProblemKind{"nonstandard-address", 422, "The address is not in standard form",
                "Spell the address after USPS Publication 28."},
    ProblemKind{"not-found", 404, "There is nothing here", "Check the path and the id."},
    ProblemKind{"not-from-here", 403, "This page is for the machine itself",
                "Ask from the machine the service runs on."},
    ProblemKind{"not-returnable", 409, "The lead cannot be returned",
                "Only the buyer of a sold lead can return it, once."},
    ProblemKind{"ping-expired", 410, "The bids do not hold any more",
                "Ping again and post with the new ping_id."},
    ProblemKind{"pool-exhausted", 503, "No connection is free",
                "Wait as long as Retry-After says, then send the same again."},
    ProblemKind{"rate-limited", 429, "The source sends too much",
                "Wait as long as Retry-After says; send no faster than the source may."},
    ProblemKind{"store-unavailable", 503, "The store does not answer",
                "Wait as long as Retry-After says, then ask again."},
    ProblemKind{"too-large", 413, "The body is too large",
                "Send a smaller body; many leads go in several batches."},
    ProblemKind{"unrepairable-address", 422, "The address cannot be repaired",
                "Ask the person for the address again; the detail says what it lacks."},
    ProblemKind{"unsupported-grant-type", 400, "Tokens are not given for this grant",
                "Use grant_type=client_credentials."},
    ProblemKind{"unsupported-media-type", 415, "The body's type is not read here",
                "Send Content-Type: application/json."},
    ProblemKind{"worker-lost", 502, "The worker broke off",
                "Send the same again, with the same idempotency key: it may have been kept."},
    ProblemKind{"worker-silent", 504, "The worker did not answer in time",
                "Send the same again, with the same idempotency key: it may have been kept."},
    ProblemKind{"zombie", 500, "The intake does not work",
                "Nothing: this failure was asked for. Send the same to another worker."}};

} // namespace

std::span<const ProblemKind> problem_kinds() { return kinds; }

const ProblemKind* find_problem_kind(std::string_view kind) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const ProblemKind& each) { return each.kind == kind; });
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace redline::leadpipe
