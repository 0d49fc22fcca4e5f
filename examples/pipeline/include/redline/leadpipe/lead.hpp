/// Why this exists: what a buyer pays for is a person who asked to be called, can be reached and can prove
/// it. A Lead has passed every check but the address; a Refusal names the field and says what is wrong with
/// it, never the value, for it is logged.
///
/// Text is text: SQL, HTML and control characters in a name are kept as they came and bound as values later.
/// Keys nobody knows are ignored; of two equal keys the last counts (RFC 8259 leaves it open).
/// Pure, never throws on any JSON, any thread.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/address.hpp"

namespace redline::leadpipe {

/// Names and short texts longer than this are refused.
constexpr std::size_t text_bytes_max = 200;

struct Lead {
    std::string lead_ref; ///< the sender's own reference
    std::string first_name, last_name;
    std::string email; ///< lower case
    std::string phone; ///< ten digits
    std::string address_line;
    std::string vertical; ///< lower case: `solar`
    std::string campaign, sub_id, source, device;
    std::string certificate_id; ///< 40 lower-case hexadecimal digits
    std::string text_version;
    std::string given_at; ///< as it came, known to be a time
};

struct Refusal {
    std::string field;  ///< `lead.consent.given_at`
    std::string reason; ///< a clause: `is missing`
};

/// `lead.phone is missing`.
std::string to_text(const Refusal& refusal);

/// Reads the object under the key `lead`.
tl::expected<Lead, Refusal> read_lead(const base::Json& json);

/// What the ledger keeps: the normalised lead and its address by parts, as one JSON object.
std::string to_json(const Lead& lead, const Address& address);

} // namespace redline::leadpipe
