/// Why this exists: many requests are worth more than one, and vegeta's list of them is what people have:
///
///     # a remark
///     POST http://127.0.0.1:8080/v1/leads
///     Content-Type: application/json
///     @lead.json
///
///     GET http://127.0.0.1:8080/v1/buyers
///
/// A request line; below it header lines and at most one `@file` with the body; a blank line, or the next
/// request line, ends it. Mistakes are reported with line and column, all in one go.
#pragma once

#include <memory>
#include <vector>

#include "redline/base/diagnostic.hpp"
#include "redline/base/error.hpp"
#include "redline/language/request_template.hpp"
#include "redline/language/target_url.hpp"

namespace redline::language {

struct LoadTarget {
    RequestUrl url;
    std::string method;
    std::vector<HeaderTemplate> headers;
    std::optional<std::string> body;
};

/// Reads the list and the bodies it names; at least one target, all on one endpoint.
base::Result<std::vector<LoadTarget>> read_targets(std::shared_ptr<const base::SourceText> list);

/// A method as the user writes it, in capitals: a token of RFC 9110, section 9.1.
base::Result<std::string> parse_method(std::string_view text);

} // namespace redline::language
