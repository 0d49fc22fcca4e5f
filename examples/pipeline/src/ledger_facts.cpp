#include "ledger_facts.hpp"

#include <fmt/format.h>

#include "redline/base/json.hpp"
#include "redline/base/json_text.hpp"
#include "redline/leadpipe/bid_list.hpp"
#include "redline/leadpipe/logged_event.hpp"

namespace redline::leadpipe {

namespace {

/// The lead stands last, and inside a text the quotes of this name would be escaped.
constexpr std::string_view lead_member = R"(,"lead":)";

void append_text(std::string& out, std::string_view name, std::string_view value) {
    out += out.size() > 1 ? ",\"" : "\"";
    out += name;
    out += "\":";
    base::append_json_string(out, value);
}

std::optional<base::Json> object_of(std::string_view payload) {
    auto json = base::parse_json(payload, "log");
    if (!json || !json->is_object()) return std::nullopt;
    return *std::move(json);
}

std::optional<IdentityKeys> identity_of(const base::Json& json) {
    const auto found = json.find("identity");
    if (found == json.end() || !found->is_array() || found->size() != IdentityKeys().size())
        return std::nullopt;
    IdentityKeys keys{};
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!(*found)[at].is_number_integer()) return std::nullopt;
        keys[at] = (*found)[at].get<std::int64_t>();
    }
    return keys;
}

} // namespace

std::string received_payload(const Entry& entry) {
    std::string out = "{";
    append_text(out, "source", "intake");
    append_text(out, "vertical", entry.vertical);
    if (!entry.idempotency_key.empty()) append_text(out, "key", entry.idempotency_key);
    out += fmt::format(R"(,"fingerprint":{})", entry.fingerprint);
    if (const auto& keys = entry.identity)
        out += fmt::format(R"(,"identity":[{},{},{}])", (*keys)[0], (*keys)[1], (*keys)[2]);
    out += lead_member;
    out += entry.json;
    return out += '}';
}

std::string accepted_payload(const Entry& entry) {
    std::string out = "{";
    append_text(out, "vertical", entry.vertical);
    append_text(out, "state", entry.state);
    append_text(out, "zip", entry.zip);
    out += fmt::format(R"(,"fingerprint":{})", entry.fingerprint);
    if (entry.bids) out += R"(,"bids":)" + base::to_text(to_json(*entry.bids));
    return out += '}';
}

std::string duplicate_payload(LeadId original) {
    return fmt::format(R"({{"duplicate_of":"{}"}})", lead_id_text(original));
}

std::string rejected_payload(std::string_view kind) {
    std::string out = "{";
    append_text(out, "kind", kind);
    return out += '}';
}

std::string settled_payload(const Settlement& settlement) {
    std::string out = "{";
    if (settlement.state != LeadState::sold) {
        append_text(out, "reason", reason_of(settlement));
        return out += '}';
    }
    append_text(out, "buyer", settlement.buyer);
    return out += fmt::format(R"(,"price_cents":{}}})", settlement.price_cents);
}

std::string returned_payload(std::string_view buyer, std::string_view reason) {
    std::string out = "{";
    append_text(out, "buyer", buyer);
    append_text(out, "reason", reason);
    return out += '}';
}

std::string_view reason_of(const Settlement& settlement) {
    if (settlement.state == LeadState::sold) return {};
    return settlement.reason.empty() ? "no buyer" : std::string_view(settlement.reason);
}

Subject subject_of(LeadState settled) {
    if (settled == LeadState::sold) return Subject::lead_sold;
    return settled == LeadState::failed ? Subject::lead_undelivered : Subject::lead_unsold;
}

std::string_view lead_of(std::string_view payload) {
    const auto at = payload.find(lead_member);
    if (at == std::string_view::npos) return {};
    const auto begin = at + lead_member.size();
    return payload.substr(begin, payload.size() - begin - 1);
}

std::string without_lead(std::string_view payload) {
    const auto at = payload.find(lead_member);
    if (at == std::string_view::npos) return std::string(payload);
    return std::string(payload.substr(0, at)) + '}';
}

std::optional<Entry> read_received(std::string_view payload) {
    const auto json = object_of(payload);
    if (!json || !json->contains("lead")) return std::nullopt;
    Entry entry;
    entry.idempotency_key = payload_text(*json, "key");
    entry.fingerprint = payload_integer(*json, "fingerprint");
    entry.identity = identity_of(*json);
    entry.vertical = payload_text(*json, "vertical");
    const auto& lead = (*json)["lead"];
    entry.state = payload_text(lead, "state");
    entry.zip = payload_text(lead, "zip");
    entry.json = base::to_text(lead);
    return entry;
}

std::optional<LeadId> read_duplicate(std::string_view payload) {
    const auto json = object_of(payload);
    return json ? parse_lead_id(payload_text(*json, "duplicate_of")) : std::nullopt;
}

std::optional<Settlement> read_settled(Subject subject, std::string_view payload) {
    const auto json = object_of(payload);
    if (!json) return std::nullopt;
    Settlement settlement;
    settlement.state = subject == Subject::lead_sold     ? LeadState::sold
                       : subject == Subject::lead_unsold ? LeadState::unsold
                                                         : LeadState::failed;
    settlement.buyer = payload_text(*json, "buyer");
    settlement.price_cents = payload_integer(*json, "price_cents");
    settlement.reason = payload_text(*json, "reason");
    return settlement;
}

} // namespace redline::leadpipe
