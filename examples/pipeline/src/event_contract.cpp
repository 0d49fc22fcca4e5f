#include "redline/leadpipe/event_contract.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/leadpipe/bid_list.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::array lead_received{PayloadField{"source", FieldKind::text},
                                   PayloadField{"lead", FieldKind::object}};
constexpr std::array lead_rejected{PayloadField{"kind", FieldKind::text}};
constexpr std::array lead_duplicate{PayloadField{"duplicate_of", FieldKind::lead_id}};
constexpr std::array lead_accepted{PayloadField{"vertical", FieldKind::text},
                                   PayloadField{"fingerprint", FieldKind::integer}};
constexpr std::array auction_closed{PayloadField{"bids", FieldKind::bids}};
constexpr std::array auction_requested{PayloadField{"vertical", FieldKind::text},
                                       PayloadField{"fingerprint", FieldKind::integer}};
constexpr std::array bid_received{PayloadField{"buyer", FieldKind::text},
                                  PayloadField{"price_cents", FieldKind::cents}};
constexpr std::array bid_declined{PayloadField{"buyer", FieldKind::text},
                                  PayloadField{"reason", FieldKind::text}};
constexpr std::array lead_unsold{PayloadField{"reason", FieldKind::text}};
constexpr std::array lead_delivered{PayloadField{"buyer", FieldKind::text}};
constexpr std::array report_requested{PayloadField{"report", FieldKind::text}};

base::Result<void> refused(Subject subject, std::string_view field, std::string_view reason) {
    return base::failure(base::ErrorCode::invalid_input,
                         fmt::format("{}: {} {}", to_text(subject), field, reason));
}

bool is_integer(const base::Json& value) {
    if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= INT64_MAX;
    return value.is_number_integer();
}

bool is_cents(const base::Json& value) { return is_integer(value) && value.get<std::int64_t>() >= 0; }

/// What is wrong with a value; empty when nothing is.
std::string_view fault_of(const base::Json& value, FieldKind kind) {
    switch (kind) {
    case FieldKind::text:
        if (!value.is_string()) return "is not a text";
        return value.get_ref<const std::string&>().empty() ? "is empty" : "";
    case FieldKind::integer: return is_integer(value) ? "" : "is not an integer";
    case FieldKind::cents: return is_cents(value) ? "" : "is not an amount in cents";
    case FieldKind::lead_id:
        return value.is_string() && parse_lead_id(value.get_ref<const std::string&>()) ? ""
                                                                                       : "is not a lead id";
    case FieldKind::object: return value.is_object() ? "" : "is not an object";
    case FieldKind::bids: break;
    }
    return parse_bids(value) ? "" : "is not a list of bids";
}

bool is_event_id(std::string_view id) {
    const auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
    return !id.empty() && id.size() <= event_id_bytes_max && std::all_of(id.begin(), id.end(), visible);
}

/// What is wrong with the event but for its payload: the field and the reason. Both empty when nothing is.
std::pair<std::string_view, std::string_view> fault_of(const Event& event) {
    using std::chrono::sys_days;
    constexpr EventTime end = sys_days(std::chrono::year(2262) / 1 / 1);
    if (!is_event_id(event.id)) return {"event_id", "is not 1 to 64 visible ASCII characters"};
    if (event.lead <= 0) return {"lead_id", "is not a lead's"};
    if (!event.trace.trace_id || !event.trace.parent_id) return {"traceparent", "is missing"};
    if (event.occurred_at < EventTime{} || event.occurred_at >= end)
        return {"occurred_at", "is not between 1970 and 2261"};
    if (event.attempt < 1) return {"attempt", "is not at least 1"};
    return {};
}

} // namespace

std::span<const PayloadField> payload_fields(Subject subject) {
    switch (subject) {
    case Subject::lead_received: return lead_received;
    case Subject::lead_rejected: return lead_rejected;
    case Subject::lead_duplicate: return lead_duplicate;
    case Subject::lead_accepted: return lead_accepted;
    case Subject::auction_requested: return auction_requested;
    case Subject::bid_received: return bid_received;
    case Subject::bid_declined: return bid_declined;
    case Subject::auction_closed: return auction_closed;
    case Subject::lead_sold: return bid_received;
    case Subject::lead_unsold: return lead_unsold;
    case Subject::lead_delivered: return lead_delivered;
    case Subject::lead_undelivered: return lead_unsold;
    case Subject::lead_returned: return bid_declined;
    case Subject::report_requested: break;
    }
    return report_requested;
}

base::Result<void> check_payload(Subject subject, const base::Json& payload) {
    if (!payload.is_object()) return refused(subject, "payload", "is not an object");
    for (const auto& field : payload_fields(subject)) {
        const auto name = fmt::format("payload.{}", field.name);
        const auto found = payload.find(std::string(field.name));
        if (found == payload.end()) return refused(subject, name, "is missing");
        if (const auto fault = fault_of(*found, field.kind); !fault.empty())
            return refused(subject, name, fault);
    }
    return {};
}

base::Result<void> check_event(const Event& event) {
    if (const auto [field, reason] = fault_of(event); !field.empty())
        return refused(event.subject, field, reason);
    if (auto checked = check_payload(event.subject, event.payload); !checked) return checked;
    if (base::to_text(event.payload).size() > payload_bytes_max)
        return refused(event.subject, "payload", "is larger than 64 KiB");
    return {};
}

} // namespace redline::leadpipe
