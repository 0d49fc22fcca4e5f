#include "redline/leadpipe/intake.hpp"

#include <fmt/format.h>

#include "redline/base/json.hpp"
#include "redline/base/json_text.hpp"
#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

tl::unexpected<Problem> bad_request(std::string detail) {
    return tl::unexpected(Problem{400, "bad-request", "The request cannot be read", std::move(detail)});
}

tl::unexpected<Problem> invalid_lead(std::string detail) {
    return tl::unexpected(Problem{422, "invalid-lead", "The lead is not complete", std::move(detail)});
}

tl::unexpected<Problem> problem_of(LedgerFault fault) {
    switch (fault) {
    case LedgerFault::full:
        return tl::unexpected(
            Problem{503, "busy", "Too much waits already", "the ledger's waiting line is full"});
    case LedgerFault::key_reused:
        return tl::unexpected(Problem{422, "idempotency-key-reused", "The idempotency key is taken",
                                      "idempotency_key came with another lead before"});
    case LedgerFault::storage: break;
    }
    return tl::unexpected(
        Problem{503, "ledger-unavailable", "The lead could not be kept", "the ledger could not be written"});
}

/// `application/json` with parameters, but no other charset than UTF-8; a missing header is read as JSON.
bool is_json(std::string_view content_type) {
    if (content_type.empty()) return true;
    const auto folded = fold_to_ascii(content_type).value_or(std::string());
    const auto end = folded.find_first_of("; ");
    if (folded.substr(0, end) != "APPLICATION/JSON") return false;
    const auto charset = folded.find("CHARSET=");
    if (charset == std::string::npos) return true;
    const auto name = folded.substr(charset + 8);
    return name.starts_with("UTF-8") || name.starts_with("\"UTF-8") || name.starts_with("UTF8");
}

/// Only the place: the parser's own words quote what it read, and that may be a person.
std::string place_of(const base::Error& error) {
    if (error.diagnostics.empty()) return "the body is not JSON";
    const auto& place = error.diagnostics.front().place;
    return fmt::format("the body is not JSON that can be read (line {}, column {})", place.line,
                       place.column);
}

/// A text of the outer object; nothing for a wrong type.
std::optional<std::string> outer_text(const base::Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return std::string();
    if (!found->is_string() || found->get_ref<const std::string&>().size() > text_bytes_max)
        return std::nullopt;
    return found->get<std::string>();
}

std::string accepted_json(const Recorded& recorded) {
    auto body = fmt::format(R"({{"lead_id":"{}","state":"{}")", lead_id_text(recorded.id),
                            recorded.duplicate_of ? "duplicate" : "accepted");
    if (recorded.duplicate_of)
        body += fmt::format(R"(,"duplicate_of":"{}")", lead_id_text(*recorded.duplicate_of));
    return body + '}';
}

} // namespace

/// A body that passed every check but the address.
struct Intake::Order {
    Lead lead;
    std::string idempotency_key;
    std::int64_t fingerprint = 0;
    std::optional<IdentityKeys> exact; ///< in the mode that asks for them
};

tl::expected<Intake::Order, Problem> Intake::read_order(const Request& request) {
    const auto span = tracer_.span("validate");
    const auto json = base::parse_json(request.body, "body");
    if (!json) return bad_request(place_of(json.error()));
    if (!json->is_object()) return invalid_lead("the body is not an object");
    const auto key = outer_text(*json, "idempotency_key");
    if (!key) return invalid_lead("idempotency_key is not a text of at most 200 bytes");
    const auto source = outer_text(*json, "source");
    if (!source) return invalid_lead("source is not a text of at most 200 bytes");
    const auto lead_json = json->find("lead");
    if (lead_json == json->end()) return invalid_lead("lead is missing");
    auto lead = read_lead(*lead_json);
    if (!lead) return invalid_lead(to_text(lead.error()));
    if (lead->source.empty()) lead->source = *source;
    Order order{*std::move(lead), *key, fingerprint_of(base::to_text(*lead_json)), {}};
    if (dedupe_ == DedupeMode::exact) order.exact = exact_identity_keys(*lead_json);
    return order;
}

tl::expected<Address, Problem> Intake::read_address(const Lead& lead) {
    const auto span = tracer_.span("normalise_address");
    auto address = parse_address(lead.address_line);
    if (address) return *std::move(address);
    return tl::unexpected(Problem{422, "unrepairable-address", "The address cannot be repaired",
                                  fmt::format("lead.address.line {}", reason_of(address.error()))});
}

tl::expected<Answer, Problem> Intake::record(Entry entry) {
    auto span = tracer_.span("ledger");
    entry.trace = span.context();
    const auto recorded = ledger_.record(entry);
    if (!recorded) {
        if (recorded.error() == LedgerFault::full) span.set_error("full");
        if (recorded.error() == LedgerFault::storage) span.set_error("storage");
        return problem_of(recorded.error());
    }
    if (!recorded->replayed)
        (recorded->duplicate_of ? counters_.duplicates() : counters_.accepted()).Increment();
    return json_answer(202, accepted_json(*recorded));
}

tl::expected<Answer, Problem> Intake::post(const Request& request) {
    if (faults_.intake_fails()) {
        counters_.injected_intake_errors().Increment();
        return tl::unexpected(Problem{500, "injected-fault", "The intake failed",
                                      "this failure was injected by --fault intake-errors"});
    }
    if (!is_json(request.content_type))
        return tl::unexpected(Problem{415, "unsupported-media-type", "The body's type is not read here",
                                      "Content-Type must be application/json in UTF-8"});
    const auto order = read_order(request);
    if (!order) return tl::unexpected(order.error());
    const auto address = read_address(order->lead);
    if (!address) return tl::unexpected(address.error());
    Entry entry{order->idempotency_key,
                order->fingerprint,
                dedupe_ == DedupeMode::normalised ? identity_keys(order->lead, *address) : order->exact,
                order->lead.vertical,
                to_json(order->lead, *address),
                {}};
    return record(std::move(entry));
}

} // namespace redline::leadpipe
