#include "redline/leadpipe/intake.hpp"

#include <fmt/format.h>

#include "redline/base/json.hpp"
#include "redline/base/json_text.hpp"
#include "redline/leadpipe/json_body.hpp"

namespace redline::leadpipe {

namespace {

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

std::string outcome_json(const Recorded& recorded, const Settlement& settlement) {
    auto body =
        fmt::format(R"({{"lead_id":"{}","state":"{}")", lead_id_text(recorded.id), to_text(settlement.state));
    if (recorded.duplicate_of)
        body += fmt::format(R"(,"duplicate_of":"{}")", lead_id_text(*recorded.duplicate_of));
    if (settlement.state == LeadState::sold) {
        body += R"(,"buyer":)";
        base::append_json_string(body, settlement.buyer);
        body += fmt::format(R"(,"price_cents":{})", settlement.price_cents);
    }
    return body + '}';
}

/// What a batch says of one lead that was refused.
std::string refused_json(const Problem& problem) {
    auto text = fmt::format(R"({{"status":{},"type":"urn:leadpipe:problem:{}","detail":)", problem.status,
                            problem.kind);
    base::append_json_string(text, problem.detail);
    return text + '}';
}

bool is_refusal(const Problem& problem) { return problem.status >= 400 && problem.status < 500; }

} // namespace

/// A body that passed every check but the address.
struct Intake::Order {
    Lead lead;
    std::string idempotency_key;
    std::int64_t fingerprint = 0;
    std::optional<IdentityKeys> exact; ///< in the mode that asks for them
};

tl::expected<Intake::Order, Problem> Intake::read_order(const base::Json& json, std::string_view key_header) {
    const auto key = text_member(json, "idempotency_key");
    if (!key || key_header.size() > text_bytes_max)
        return invalid_lead("idempotency_key is not a text of at most 200 bytes");
    const auto source = text_member(json, "source");
    if (!source) return invalid_lead("source is not a text of at most 200 bytes");
    const auto lead_json = json.find("lead");
    if (lead_json == json.end()) return invalid_lead("lead is missing");
    auto lead = read_lead(*lead_json);
    if (!lead) return invalid_lead(to_text(lead.error()));
    if (lead->source.empty()) lead->source = *source;
    if (const auto faults = faults_.plan(); !faults->hot_vertical.empty())
        lead->vertical = faults->hot_vertical;
    Order order{*std::move(lead),
                key->empty() ? std::string(key_header) : *key,
                fingerprint_of(base::to_text(*lead_json)),
                {}};
    if (modes_.dedupe == DedupeMode::exact) order.exact = exact_identity_keys(*lead_json);
    return order;
}

tl::expected<Address, Problem> Intake::read_address(const Lead& lead) {
    const auto span = tracer_.span("normalise_address");
    faults_.slow_normalise();
    if (modes_.validation == ValidationMode::off) return split_at_commas(lead.address_line);
    auto address = parse_address(lead.address_line);
    if (!address)
        return tl::unexpected(Problem{422, "unrepairable-address", "The address cannot be repaired",
                                      fmt::format("lead.address.line {}", reason_of(address.error()))});
    if (modes_.validation == ValidationMode::reject && !is_standard(lead.address_line, *address))
        return tl::unexpected(Problem{422, "nonstandard-address", "The address is not in standard form",
                                      "lead.address.line is not spelled after Publication 28"});
    return *std::move(address);
}

tl::expected<Entry, Problem> Intake::entry_of(const Order& order) {
    const auto address = read_address(order.lead);
    if (!address) return tl::unexpected(address.error());
    Entry entry{order.idempotency_key, order.fingerprint,
                modes_.dedupe == DedupeMode::normalised ? identity_keys(order.lead, *address) : order.exact,
                order.lead.vertical, to_json(order.lead, *address)};
    entry.state = address->state;
    entry.zip = address->zip;
    return entry;
}

tl::expected<Entry, Problem> Intake::read_entry(const base::Json& json, std::string_view key_header) {
    auto span = tracer_.span("validate");
    const auto order = read_order(json, key_header);
    span.end();
    if (!order) return tl::unexpected(order.error());
    return entry_of(*order);
}

/// What became of a lead by the time its sender is answered.
Settlement Intake::follow(const Recorded& recorded, const Entry& entry) {
    if (recorded.duplicate_of) return {recorded.id, LeadState::duplicate};
    if (!recorded.replayed) return pipeline_.follow(recorded.id, entry);
    const auto row = pipeline_.is_sold_in_request() ? pipeline_.ledger().find(recorded.id) : std::nullopt;
    if (!row || !*row) return {recorded.id, LeadState::accepted};
    return {recorded.id, (*row)->state, (*row)->buyer, (*row)->price_cents};
}

tl::expected<std::string, Problem> Intake::outcome_of(const tl::expected<Recorded, LedgerFault>& recorded,
                                                      const Entry& entry) {
    if (!recorded) return problem_of(recorded.error());
    if (!recorded->replayed)
        (recorded->duplicate_of ? counters_.duplicates() : counters_.accepted()).Increment();
    return outcome_json(*recorded, follow(*recorded, entry));
}

tl::expected<std::string, Problem> Intake::record(Entry entry) {
    auto span = tracer_.span("ledger");
    entry.trace = span.context();
    const auto running = pipeline_.begin_request();
    const auto recorded = pipeline_.ledger().record(entry);
    if (!recorded && recorded.error() == LedgerFault::full) span.set_error("full");
    if (!recorded && recorded.error() == LedgerFault::storage) span.set_error("storage");
    span.end();
    return outcome_of(recorded, entry);
}

/// A lead that was refused has come all the same, and is counted where the others are.
void Intake::note_refused(const Problem& problem) {
    if (!is_refusal(problem)) return;
    counters_.rejected().Increment();
    if (!pipeline_.ledger().reject(problem.kind, tracer_.span("reject").context()))
        tracer_.log(tracer::Severity::error, "a refused lead could not be counted");
}

tl::expected<std::string, Problem> Intake::take(const base::Json& json, const Terms& terms) {
    auto entry = read_entry(json, terms.idempotency_key);
    if (entry && terms.bids) entry->bids = terms.bids;
    auto outcome = entry ? record(*std::move(entry)) : tl::unexpected(entry.error());
    if (!outcome) note_refused(outcome.error());
    return outcome;
}

tl::expected<base::Json, Problem> Intake::open(const Request& request) {
    if (faults_.is_zombie())
        return tl::unexpected(
            Problem{500, "zombie", "The intake does not work", "this process only looks alive"});
    if (faults_.intake_fails()) {
        counters_.injected_intake_errors().Increment();
        return tl::unexpected(Problem{500, "injected-fault", "The intake failed",
                                      "this failure was injected by --fault intake-errors"});
    }
    auto json = read_json_body(request);
    if (!json) note_refused(json.error());
    return json;
}

tl::expected<Answer, Problem> Intake::post(const Request& request) {
    const auto json = open(request);
    if (!json) return tl::unexpected(json.error());
    auto outcome = take(*json, {request.idempotency_key, {}});
    if (!outcome) return tl::unexpected(outcome.error());
    return json_answer(202, *std::move(outcome));
}

tl::expected<Answer, Problem> Intake::post_batch(const Request& request) {
    const auto json = open(request);
    if (!json) return tl::unexpected(json.error());
    const auto leads = json->find("leads");
    if (leads == json->end() || !leads->is_array() || leads->empty() || leads->size() > batch_leads_max)
        return tl::unexpected(
            Problem{422, "invalid-batch", "The batch cannot be taken",
                    fmt::format("leads is not an array of 1 to {} leads", batch_leads_max)});
    return json_answer(200, batch_json(*leads));
}

/// Those that could be read are committed together.
std::string Intake::batch_json(const base::Json& leads) {
    std::vector<tl::expected<Entry, Problem>> entries;
    for (const auto& each : leads)
        entries.push_back(each.is_object() ? read_entry(each, {}) : invalid_lead("this is not an object"));
    auto outcomes = record_all(entries);
    std::string text = R"({"results":[)";
    for (const auto& outcome : outcomes) {
        if (text.back() != '[') text += ',';
        text += outcome ? *outcome : refused_json(outcome.error());
        if (!outcome) note_refused(outcome.error());
    }
    return text + "]}";
}

std::vector<tl::expected<std::string, Problem>>
Intake::record_all(std::vector<tl::expected<Entry, Problem>>& entries) {
    auto span = tracer_.span("ledger");
    std::vector<const Entry*> readable;
    for (auto& entry : entries) {
        if (!entry) continue;
        entry->trace = span.context();
        readable.push_back(&*entry);
    }
    const auto running = pipeline_.begin_request();
    const auto recorded = pipeline_.ledger().record_all(readable);
    span.end();
    std::vector<tl::expected<std::string, Problem>> outcomes;
    std::size_t next = 0;
    for (const auto& entry : entries)
        outcomes.push_back(entry ? outcome_of(recorded[next++], *entry) : tl::unexpected(entry.error()));
    return outcomes;
}

} // namespace redline::leadpipe
