/// Why this exists: a role that publishes and a role that reads are written, deployed and changed apart. What
/// each subject's payload must hold stands here once, as a table, and is checked on both sides: a publisher
/// is refused what no reader could use, and a reader is never handed what it did not agree to.
///
/// Every field in the table must be there and of its kind. Others are left alone, so that a publisher may add
/// fields before its readers know them; to take one away or to change its kind is a new subject.
///
/// Refusals name the field and never its value, for they are logged: `lead.sold: payload.buyer is missing`.
///
/// Pure, any thread.
#pragma once

#include <span>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/leadpipe/event.hpp"

namespace redline::leadpipe {

/// Larger payloads, printed, are refused: an event speaks of a lead, it does not carry documents.
constexpr std::size_t payload_bytes_max = 64 * 1024;

enum class FieldKind {
    text,    ///< not empty
    integer, ///< of 64 bits with sign
    cents,   ///< an integer of at least 0
    lead_id, ///< as lead_id_text writes it
    object,
    bids, ///< what parse_bids reads; may be empty
};

struct PayloadField {
    std::string_view name;
    FieldKind kind;
};

/// What the payload of `subject` must hold.
std::span<const PayloadField> payload_fields(Subject subject);

/// Whether the payload is what the subject promises. Made and read alike.
base::Result<void> check_payload(Subject subject, const base::Json& payload);

/// The whole event: also its id, lead, trace, time, attempt and size.
base::Result<void> check_event(const Event& event);

} // namespace redline::leadpipe
