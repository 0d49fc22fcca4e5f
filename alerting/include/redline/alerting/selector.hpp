/// Why this exists: a rule names the series it judges the way Prometheus does
/// (`name{label="x", other=~"re.*"}`), so that the same line means the same over a run and in the fleet.
///
/// The part of PromQL taken over (https://prometheus.io/docs/prometheus/latest/querying/basics/): an instant
/// selector with a name, matchers `=`, `!=`, `=~`, `!~`, values in double or single quotes with the escapes
/// `\\ \" \' \n \t`, a comma allowed after the last matcher. A label a series lacks reads as "". Patterns are
/// anchored at both ends; they are ECMAScript without back-references, matched in polynomial time, and no
/// larger than a written bound, so no pattern or label value can stall or crash an evaluation.
///
/// Values without locks; matching one Selector from several threads at once is safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/diagnostic.hpp"
#include "redline/base/error.hpp"
#include "redline/base/time_series.hpp"

namespace redline::alerting {

class Pattern; // compiled; src/pattern.hpp is the only file that knows the regex library

struct Matcher {
    enum class Operation { equal, not_equal, matches, matches_not };
    std::string label;
    Operation operation = Operation::equal;
    std::string value;                      ///< without quotes and escapes
    std::shared_ptr<const Pattern> pattern; ///< for matches and matches_not
};

struct Selector {
    std::string name;
    std::vector<Matcher> matchers;
};

/// Reads one selector that stands at `at`; a mistake is one diagnostic with the caret under the words meant.
base::Result<Selector> parse_selector(std::string_view text, const base::Place& at);

bool matches(const Selector& selector, const base::Labels& labels);

/// The series `selector` selects, in the order given. The pointers live as long as `series`.
std::vector<const base::TimeSeries*> select(const Selector& selector,
                                            const std::vector<base::TimeSeries>& series);

/// The same matchers under another name: a histogram's `_count` from its own name.
Selector renamed(Selector selector, std::string name);

/// The form parse_selector reads back to the same selector.
std::string to_text(const Selector& selector);

} // namespace redline::alerting
