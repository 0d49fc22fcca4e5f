/// Why this exists: what can happen to a lead is a closed list, so that no role publishes what no other
/// knows, and a misspelt subscription is an error and not a consumer that waits for ever.
///
/// Subjects are words joined by dots; a pattern may have `*` for one word and, at its end, `>` for one word
/// or more (https://docs.nats.io/nats-concepts/subjects, whose spelling this is).
///
/// Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

/// In the order of a lead's life.
enum class Subject : std::uint8_t {
    lead_received,     ///< it came; nothing was looked at
    lead_rejected,     ///< it, or its address, is not one
    lead_duplicate,    ///< its person is known
    lead_accepted,     ///< it is new and can be sold
    auction_requested, ///< buyers may bid
    bid_received,
    bid_declined,
    auction_closed, ///< its bids are known, the lead can be delivered
    lead_sold,
    lead_unsold,
    lead_delivered,   ///< the buyer has it
    lead_undelivered, ///< the buyer could not be given it
    lead_returned,    ///< the buyer gave it back
    report_requested,
};

std::span<const Subject> all_subjects();

/// `lead.received`.
std::string_view to_text(Subject subject);
std::optional<Subject> parse_subject(std::string_view text);

/// Which subjects a consumer wants.
class SubjectPattern {
  public:
    /// Refuses what is no pattern and what matches no subject there is.
    static base::Result<SubjectPattern> parse(std::string_view text);

    bool matches(Subject subject) const;
    const std::string& text() const { return text_; }

  private:
    explicit SubjectPattern(std::string_view text) : text_(text) {}

    std::string text_;
};

} // namespace redline::leadpipe
