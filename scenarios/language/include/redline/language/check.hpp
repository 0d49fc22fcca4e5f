/// Why this exists: an answer can be fast, complete and wrong. A check says in one line what a right answer
/// is:
///
///     status == 202            status in [202, 409]        latency < 1s
///     body contains "sold"     header Content-Type contains "json"
///     $.state == "accepted"    $.items[0].price >= 12.5    $.state in [sold, unsold]
///
/// | subject | operators | value |
/// |---|---|---|
/// | `status` | `== != < <= > >= in` | a number from 100 to 599 |
/// | `latency`, response time, from when the request was due | `< <= > >=` | a duration |
/// | `body`, its first 64 KiB; `header NAME`, the first of that name | `== != contains in` | a text |
/// | `$…`, a value in a JSON body | `== != < <= > >= contains in` | a text, number, `true`, `false`, `null` |
///
/// A text is quoted as in JSON; a single word may stand bare. What is not there (no such header or key, a
/// body that is no JSON or longer than 64 KiB) holds no check, `!=` included.
///
/// Values without locks; every function here is pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "redline/base/diagnostic.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/language/json_path.hpp"

namespace redline::language {

enum class Subject { status, latency, body, header, json };

enum class Operator { equal, not_equal, less, at_most, more, at_least, in, contains };

/// What a subject is compared with. Statuses are numbers, latencies durations.
using Operand = std::variant<std::nullptr_t, bool, double, std::string, base::Duration>;

struct Check {
    Subject subject = Subject::status;
    std::string header; ///< the header's name, for Subject::header
    JsonPath path;      ///< for Subject::json
    Operator op = Operator::equal;
    std::vector<Operand> operands; ///< one, or for `in` at least one
    bool operator==(const Check&) const = default;
};

/// Reads one check. `at` is the place of its first byte; diagnostics point into the text from there.
base::Result<Check> parse_check(std::string_view text, const base::Place& at);

/// The canonical form: parse_check(to_text(c)) == c.
std::string to_text(const Check& check);

} // namespace redline::language
