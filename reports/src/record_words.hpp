/// Why this exists: words that a record writes and reads must be the same list.
#pragma once

#include <array>
#include <string_view>

namespace redline::reports {

/// In the order of loadgen::Blame.
constexpr std::array<std::string_view, 4> blame_words{"generator", "target", "promise", "nobody"};
/// In the order of Verdict.
constexpr std::array<std::string_view, 4> verdict_words{"pass", "fail", "undecided", "interrupted"};
/// In the order of alerting::RuleState.
constexpr std::array<std::string_view, 3> rule_state_words{"held", "fired", "not_evaluated"};

} // namespace redline::reports
