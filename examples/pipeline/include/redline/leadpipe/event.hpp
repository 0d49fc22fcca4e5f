/// Why this exists: the roles of the pipeline speak to each other in events alone, possibly of two versions
/// and through a file or a network. An event is a fact that happened to a lead: it says which, when, under
/// which trace, and is known by its id wherever it is delivered twice.
///
/// Its text is one line of JSON. Names are those of the journal and the logs; `traceparent` is W3C Trace
/// Context, `occurred_at` RFC 3339 in UTC with milliseconds. parse_event(to_text(e)) == e for an event that
/// check_event passes and whose texts are UTF-8 (others come back with U+FFFD). Keys nobody knows are
/// ignored, so that a later version may add some.
///
/// Values without locks.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/base/json.hpp"
#include "redline/base/traceparent.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "redline/leadpipe/subject.hpp"

namespace redline::leadpipe {

/// The resolution of the text form.
using EventTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Longer ids are refused.
constexpr std::size_t event_id_bytes_max = 64;

struct Event {
    std::string id; ///< 1 … 64 visible ASCII characters; the same for every delivery and every publication
    Subject subject = Subject::lead_received;
    LeadId lead = 0;
    base::Traceparent trace; ///< parent of the spans of whoever acts on it
    EventTime occurred_at{}; ///< 1970 … 2261
    int attempt = 1;         ///< the how-manieth delivery to this consumer; 1 where it is published
    base::Json payload = base::Json::object();
    bool operator==(const Event&) const = default;
};

std::string to_text(const Event& event);

/// Refuses what is no event, naming the field, never its value: `event.lead_id is missing`. Whether the
/// payload is what its subject promises is the contract's to say.
base::Result<Event> parse_event(std::string_view text);

} // namespace redline::leadpipe
