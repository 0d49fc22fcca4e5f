/// Why this exists: what reads the ledger's log (the store, reports) needs its facts and not its file. A fact
/// is handed on as a value, and the log as a function, so that a list in memory is as good a log as a ledger.
///
/// Values without locks; a ReadLog may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/error.hpp"
#include "redline/base/json.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "redline/leadpipe/subject.hpp"

namespace redline::leadpipe {

struct LoggedEvent {
    std::int64_t sequence = 0; ///< from 1, ascending in the order of commit
    Subject subject = Subject::lead_received;
    LeadId lead = 0;
    base::WallTime at{};
    base::Json payload = base::Json::object();
};

/// Facts after a sequence, ascending, at most so many. Fewer than asked for: the log ends there for now.
using ReadLog =
    std::function<base::Result<std::vector<LoggedEvent>>(std::int64_t after, std::size_t count_max)>;

/// The object in a row of the log. Anything else is an empty object: who follows the log must not stand still
/// for ever before a row nobody can mend, and what such a fact lacks, its readers take as missing.
base::Json logged_payload(std::string_view text);

/// A member of a payload: empty, or 0, where it is missing or of another kind.
std::string_view payload_text(const base::Json& payload, const char* key);
std::int64_t payload_integer(const base::Json& payload, const char* key);

} // namespace redline::leadpipe
