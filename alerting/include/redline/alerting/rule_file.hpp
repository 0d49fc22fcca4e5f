/// Why this exists: what was promised to whom, who hears of it when it breaks, and what they do first, read
/// once into a value that cannot be wrong: every SLO has an objective between 0 and 100 %, windows that fit
/// each other, alerts that could fire, an owner, an escalation, and a runbook whose file and heading exist.
///
/// The form of the file is in alerting/README.md. Reading reports every mistake at once, at its place. Keys
/// that a later version will know are refused by name: a rule that is half ignored is worse than none.
///
/// Rule time throughout. Values without locks.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "redline/alerting/rules_verdict.hpp"
#include "redline/alerting/selector.hpp"
#include "redline/base/diagnostic.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::alerting {

/// Events are bad where the counter `bad` selects them.
struct RatioIndicator {
    Selector bad;
    Selector total;
};

/// Events are bad where they took longer; `of` names a histogram without `_bucket`, in seconds.
struct LatencyIndicator {
    base::Duration slower_than{0};
    Selector of;
};

using Indicator = std::variant<RatioIndicator, LatencyIndicator>;

/// One pair of windows. responsibility.severity is `page` or `ticket`.
struct BurnRateAlert {
    double burn_rate = 0;
    base::Duration long_window{0};
    base::Duration short_window{0};
    Responsibility responsibility;
};

struct BaselineRule {
    bool trailing = false;
    bool previous = false;
    Responsibility responsibility;
};

struct Slo {
    std::string name;
    std::string description;
    double objective = 0; ///< 0.999
    base::Duration window{0};
    Indicator indicator;
    std::vector<BurnRateAlert> alerts;
    std::uint64_t min_events = 100;
    std::optional<BaselineRule> baseline;
};

struct RuleFile {
    std::string name; ///< the path as given
    std::string service;
    std::vector<Slo> slos; ///< at least one, names unique
};

/// Reads the file; runbooks are looked for beside it.
base::Result<RuleFile> read_rules(const std::filesystem::path& path);

/// The same from a text; `folder` is where its runbooks are.
base::Result<RuleFile> parse_rules(std::shared_ptr<const base::SourceText> source,
                                   const std::filesystem::path& folder);

/// Every `slower_than`, ascending, each once: the histogram bounds a series set needs to be judged.
std::vector<base::Duration> latency_bounds(const RuleFile& rules);

} // namespace redline::alerting
