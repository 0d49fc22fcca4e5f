#include "redline/leadpipe/buyer_wire.hpp"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "redline/base/ids.hpp"
#include "wire_fields.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view call_root = "call";
constexpr std::string_view reply_root = "reply";

constexpr std::array call_fields{Field::kind,        Field::buyer,     Field::lead_id, Field::vertical,
                                 Field::fingerprint, Field::state,     Field::zip,     Field::price_cents,
                                 Field::first_name,  Field::last_name, Field::email,   Field::phone,
                                 Field::street,      Field::city};
constexpr std::array reply_fields{Field::outcome, Field::price_cents, Field::reason};

tl::unexpected<base::Error> wrong(Field field, std::string_view reason) {
    return base::failure(base::ErrorCode::invalid_input, fmt::format("{} {}", name_of(field), reason));
}

/// 16 digits: a number of 64 bits is more than JSON's readers keep.
std::string hex_text(std::int64_t value) {
    std::string text(16, '0');
    base::write_hex(static_cast<std::uint64_t>(value), text.data());
    return text;
}

std::optional<std::int64_t> parse_hex_text(std::string_view text) {
    if (text.size() != 16) return std::nullopt;
    const auto value = base::parse_hex(text);
    return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

std::optional<std::int64_t> parse_cents(std::string_view text) {
    if (text.empty()) return 0;
    std::int64_t cents = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cents);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(cents) : std::nullopt;
}

std::optional<CallKind> parse_kind(std::string_view text) {
    for (const auto kind : {CallKind::ping, CallKind::post})
        if (text == to_text(kind)) return kind;
    return std::nullopt;
}

std::optional<ReplyOutcome> parse_outcome(std::string_view text) {
    for (const auto outcome :
         {ReplyOutcome::bid, ReplyOutcome::declined, ReplyOutcome::accepted, ReplyOutcome::refused})
        if (text == to_text(outcome)) return outcome;
    return std::nullopt;
}

OfferedLead take_lead(FieldTexts& texts, LeadId id, std::int64_t fingerprint) {
    const auto take = [&](Field field) { return std::move(texts[field]); };
    return {.id = id,
            .vertical = take(Field::vertical),
            .fingerprint = fingerprint,
            .state = take(Field::state),
            .zip = take(Field::zip),
            .first_name = take(Field::first_name),
            .last_name = take(Field::last_name),
            .email = take(Field::email),
            .phone = take(Field::phone),
            .street = take(Field::street),
            .city = take(Field::city)};
}

bool answers(CallKind kind, ReplyOutcome outcome) {
    if (outcome == ReplyOutcome::refused) return true;
    const bool to_ping = outcome == ReplyOutcome::bid || outcome == ReplyOutcome::declined;
    return to_ping == (kind == CallKind::ping);
}

} // namespace

std::string_view content_type_of(WireFormat format) {
    return format == WireFormat::json ? "application/json" : "application/xml";
}

std::string print(const BuyerCall& call, WireFormat format) {
    FieldWriter writer(format, call_root);
    writer.text(Field::kind, to_text(call.kind));
    writer.text(Field::buyer, call.buyer);
    writer.text(Field::lead_id, lead_id_text(call.lead.id));
    writer.text(Field::vertical, call.lead.vertical);
    writer.text(Field::fingerprint, hex_text(call.lead.fingerprint));
    writer.text(Field::state, call.lead.state);
    writer.text(Field::zip, call.lead.zip);
    writer.number(Field::price_cents, call.price_cents);
    writer.text(Field::first_name, call.lead.first_name);
    writer.text(Field::last_name, call.lead.last_name);
    writer.text(Field::email, call.lead.email);
    writer.text(Field::phone, call.lead.phone);
    writer.text(Field::street, call.lead.street);
    writer.text(Field::city, call.lead.city);
    return writer.finish();
}

std::string print(const BuyerReply& reply, WireFormat format) {
    FieldWriter writer(format, reply_root);
    writer.text(Field::outcome, to_text(reply.outcome));
    writer.number(Field::price_cents, reply.price_cents);
    writer.text(Field::reason, reply.reason);
    return writer.finish();
}

base::Result<BuyerCall> parse_call(std::string_view text, WireFormat format) {
    auto texts = read_fields(text, format, call_root, call_fields);
    if (!texts) return tl::unexpected(texts.error());
    const auto kind = parse_kind((*texts)[Field::kind]);
    if (!kind) return wrong(Field::kind, "is neither ping nor post");
    const auto id = parse_lead_id((*texts)[Field::lead_id]);
    if (!id) return wrong(Field::lead_id, "is missing or malformed");
    const auto fingerprint = parse_hex_text((*texts)[Field::fingerprint]);
    if (!fingerprint) return wrong(Field::fingerprint, "is missing or malformed");
    const auto cents = parse_cents((*texts)[Field::price_cents]);
    if (!cents) return wrong(Field::price_cents, "is not a whole number");
    return BuyerCall{*kind, std::move((*texts)[Field::buyer]), *cents, take_lead(*texts, *id, *fingerprint)};
}

base::Result<BuyerReply> parse_reply(std::string_view text, WireFormat format) {
    auto texts = read_fields(text, format, reply_root, reply_fields);
    if (!texts) return tl::unexpected(texts.error());
    const auto outcome = parse_outcome((*texts)[Field::outcome]);
    if (!outcome) return wrong(Field::outcome, "is missing or unknown");
    const auto cents = parse_cents((*texts)[Field::price_cents]);
    if (!cents) return wrong(Field::price_cents, "is not a whole number");
    return BuyerReply{*outcome, *cents, std::move((*texts)[Field::reason])};
}

BuyerReply reply_of(CallKind kind, int status, std::string_view body, WireFormat format) {
    if (status != 200) return {ReplyOutcome::failed, 0, fmt::format("http {}", status)};
    auto reply = parse_reply(body, format);
    if (!reply) return {ReplyOutcome::failed, 0, "unreadable"};
    if (!answers(kind, reply->outcome)) return {ReplyOutcome::failed, 0, "another question's answer"};
    return *std::move(reply);
}

} // namespace redline::leadpipe
