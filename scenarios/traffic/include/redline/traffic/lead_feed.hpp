/// Why this exists: realistic leads by the million that nobody has to store: lead number `index` of a feed is
/// a pure function of (options, seed, index), so every thread, shard and rerun prepares the same ones, and a
/// report that names a seed and an index names the lead.
///
/// Feeds are immutable: call them from any thread. The append functions reuse a buffer kept per thread and
/// allocate nothing once it has grown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "redline/traffic/lead.hpp"

namespace redline::traffic {

/// How people type addresses. `hostile` follows shares measured on lines that break parsers; `clean` has no
/// dirt; `typical` lies between.
enum class DirtProfile { clean, typical, hostile };

struct LeadFeedOptions {
    DirtProfile profile = DirtProfile::typical;
    double duplicate_share = 0; ///< of all leads, 0 to 1: an earlier lead sent again
};

class LeadFeed {
  public:
    LeadFeed(LeadFeedOptions options, std::uint64_t seed) : options_(options), seed_(seed) {}

    /// A duplicate is the same person again: half of them byte-identical but for `lead_ref`, half typed anew
    /// with other case, other spacing and another spelling of the address.
    Lead lead(std::uint64_t index) const;

    /// The same into a lead whose texts are reused.
    void lead(std::uint64_t index, Lead& into) const;

    /// The lead as one JSON object.
    void append_json(std::uint64_t index, std::string& out) const;

    /// One field's raw text (`email`, `address.line`, …); false, and nothing appended, for an unknown name.
    bool append_field(std::uint64_t index, std::string_view field, std::string& out) const;

    /// What append_field knows, in the order of the JSON object.
    static std::span<const std::string_view> field_names();

  private:
    LeadFeedOptions options_;
    std::uint64_t seed_;
};

} // namespace redline::traffic
