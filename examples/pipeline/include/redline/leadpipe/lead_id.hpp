/// Why this exists: the ledger, the bus and the answers to clients speak of the same lead, and must spell its
/// name the same way.
///
/// Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redline::leadpipe {

/// A positive number, made from the time and ever rising; as text `ld_` and 16 hexadecimal digits.
using LeadId = std::int64_t;
std::string lead_id_text(LeadId id);
/// The number of the worker whose ledger made it, 0 … 255.
constexpr unsigned worker_of(LeadId id) { return static_cast<unsigned>(id >> 12) & 0xff; }
/// Nothing for anything lead_id_text does not write.
std::optional<LeadId> parse_lead_id(std::string_view text);

} // namespace redline::leadpipe
