/// An event of every subject, its payload written out by hand: what the roles agreed on, apart from the table
/// that checks it.
#pragma once

#include <string>
#include <string_view>

#include "redline/leadpipe/event.hpp"

namespace redline::test {

inline std::string_view sample_payload_text(leadpipe::Subject subject) {
    using leadpipe::Subject;
    switch (subject) {
    case Subject::lead_received: return R"({"source":"web","lead":{"last_name":"Ruiz"}})";
    case Subject::lead_rejected: return R"({"kind":"invalid-lead"})";
    case Subject::lead_duplicate: return R"({"duplicate_of":"ld_0000000000001a2b"})";
    case Subject::lead_accepted: return R"({"vertical":"solar","fingerprint":-17})";
    case Subject::auction_requested: return R"({"vertical":"solar","fingerprint":9223372036854775807})";
    case Subject::bid_received: return R"({"buyer":"sunrise","price_cents":4200})";
    case Subject::bid_declined: return R"({"buyer":"sunrise","reason":"budget"})";
    case Subject::auction_closed: return R"({"bids":[{"buyer":"sunrise","price_cents":4200}]})";
    case Subject::lead_sold: return R"({"buyer":"sunrise","price_cents":0})";
    case Subject::lead_unsold: return R"({"reason":"no bids"})";
    case Subject::lead_delivered: return R"({"buyer":"sunrise"})";
    case Subject::lead_undelivered: return R"({"reason":"timeout"})";
    case Subject::lead_returned: return R"({"buyer":"sunrise","reason":"wrong number"})";
    case Subject::report_requested: break;
    }
    return R"({"report":"daily sales"})";
}

inline leadpipe::Event sample_event(leadpipe::Subject subject, std::string id, leadpipe::LeadId lead = 7) {
    leadpipe::Event event;
    event.id = std::move(id);
    event.subject = subject;
    event.lead = lead;
    event.trace = {{1, 2}, {3}, true};
    event.occurred_at = leadpipe::EventTime(std::chrono::milliseconds(1'780'000'000'123));
    event.payload = base::Json::parse(sample_payload_text(subject));
    return event;
}

} // namespace redline::test
