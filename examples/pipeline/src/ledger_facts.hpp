/// What the ledger's log says of a fact, as text and back: the payload of lead.received carries everything
/// the projections need to be made anew.
///
/// Pure, any thread.
#pragma once

#include "redline/leadpipe/ledger_values.hpp"

namespace redline::leadpipe {

/// `{"source":"intake","fingerprint":…,"vertical":…,"key":…,"identity":[…],"lead":{…}}`
std::string received_payload(const Entry& entry);
/// `{"vertical":…,"fingerprint":…,"state":…,"zip":…}`
std::string accepted_payload(const Entry& entry);
std::string duplicate_payload(LeadId original);
std::string rejected_payload(std::string_view kind);
std::string settled_payload(const Settlement& settlement);
std::string returned_payload(std::string_view buyer, std::string_view reason);

/// Why a lead is not sold; empty for one that is.
std::string_view reason_of(const Settlement& settlement);

Subject subject_of(LeadState settled);

/// The lead inside a payload of lead.received, without reading the rest; empty where there is none.
std::string_view lead_of(std::string_view payload);

/// The same payload without the lead: what may leave the ledger, and is cheap to read.
std::string without_lead(std::string_view payload);

/// The other way; nothing for a payload of another form. An entry comes without its trace.
std::optional<Entry> read_received(std::string_view payload);
std::optional<LeadId> read_duplicate(std::string_view payload);
std::optional<Settlement> read_settled(Subject subject, std::string_view payload);

} // namespace redline::leadpipe
