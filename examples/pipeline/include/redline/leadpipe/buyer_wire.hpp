/// Why this exists: buyers are companies, and each has its own idea of a message. Most here speak JSON, some
/// XML; the market and the buyers both read and write through these functions, also when both live in one
/// process, so that the cost of the text is paid and its mistakes are met.
///
///     {"kind":"post","buyer":"sunline-energy","lead_id":"ld_…","vertical":"solar","fingerprint":…,"state":"IL",
///      "zip":"62704","price_cents":9000,"first_name":…} {"outcome":"accepted","price_cents":9000}
///     <call><kind>post</kind><buyer>…</buyer>…</call>
///     <reply><outcome>refused</outcome><reason>…</reason></reply>
///
/// Empty texts and zero prices are left out. Unknown members are ignored, of two equal ones JSON takes the
/// last and XML the first. parse(print(x)) == x for texts of valid UTF-8 and at most address_bytes_max bytes
/// without the control characters XML 1.0 forbids (section 2.2); what cannot be written becomes U+FFFD.
/// Replies on the wire are bid, declined, accepted and refused; what failed has no text.
///
/// XML is read by pugixml, a reader that knows the character references, CDATA and the rest of what a buyer
/// may legally write. It expands no entities of a document's own.
///
/// Pure, never throws on any bytes, any thread. Errors say what is wrong, never what was sent.
#pragma once

#include <string>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/leadpipe/buyer_call.hpp"

namespace redline::leadpipe {

enum class WireFormat : std::uint8_t { json, xml };

/// `application/json` or `application/xml`.
std::string_view content_type_of(WireFormat format);

std::string print(const BuyerCall& call, WireFormat format);
std::string print(const BuyerReply& reply, WireFormat format);

base::Result<BuyerCall> parse_call(std::string_view text, WireFormat format);
base::Result<BuyerReply> parse_reply(std::string_view text, WireFormat format);

/// What an HTTP answer to a call of this kind means: other than 200 or unreadable, or a bid where a yes or no
/// was asked for, it is `failed`.
BuyerReply reply_of(CallKind kind, int status, std::string_view body, WireFormat format);

} // namespace redline::leadpipe
