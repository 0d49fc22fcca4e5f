/// Why this exists: a lead as a lead-distribution system receives it: who, how to reach them, where they live
/// as they typed it, which campaign sent them and the proof that they agreed to be called. The table of
/// fields below is the one list that names, reads and writes them.
///
/// Safe by construction where LeadFeed makes it: telephone numbers end in 555-0100 to 555-0199 (reserved for
/// fiction by the North American Numbering Plan), e-mail addresses are at example.com, .net or .org (RFC
/// 2606).
///
/// Values without locks.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace redline::traffic {

struct Lead {
    std::string lead_ref; ///< the sender's own reference, a random UUID in text
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string phone;
    std::string address_line; ///< free text of one line, as people type it; UTF-8 unless dirt broke it
    std::string vertical;     ///< the market the lead is for, for example "solar"
    std::string campaign;
    std::string sub_id; ///< the publisher within the campaign
    std::string source; ///< the channel, for example "web"
    std::string device;
    std::string consent_certificate_id; ///< 40 hex digits
    std::string consent_text_version;
    std::string consent_given_at; ///< RFC 3339, UTC, whole seconds

    bool operator==(const Lead&) const = default;
};

/// A field's place in the JSON object (`address.line` is `line` in the object `address`) and in a Lead.
struct LeadField {
    std::string_view name;
    std::string Lead::*text;
};

/// Every field in the order JSON writes them.
std::span<const LeadField> lead_fields();

/// Nothing for a name that is no field, the name of a group (`address`) among them.
const LeadField* find_lead_field(std::string_view name);

/// Appends the lead as one JSON object on one line. Bytes that are not UTF-8 become U+FFFD: a sender's JSON
/// library would not let them out either.
void append_json(const Lead& lead, std::string& out);

} // namespace redline::traffic
