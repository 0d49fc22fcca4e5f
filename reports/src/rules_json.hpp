/// Why this exists: what the rules said, as JSON and back.
#pragma once

#include "redline/alerting/rules_verdict.hpp"
#include "redline/base/json.hpp"

#include "cursor.hpp"

namespace redline::reports {

base::Json rules_json(const alerting::RulesVerdict& rules);

alerting::RulesVerdict read_rules_verdict(const Cursor& at);

} // namespace redline::reports
