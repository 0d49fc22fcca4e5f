/// Why this exists: a prepared request is the text HTTP/1.1 sends; over HTTP/2 the same request travels as
/// fields, so the text must be taken apart again.
///
/// Only what `Traffic` writes is expected: one request line, header lines that end in CR LF, an empty line,
/// the body. Host stands apart, and fields that speak of an HTTP/1.1 connection are left out (RFC 9113,
/// section 8.2.2). Pure; the views point into the text.
#pragma once

#include <string_view>
#include <vector>

namespace redline::loadgen {

struct RequestText {
    std::string_view method;
    std::string_view target;
    std::string_view host;
    std::vector<std::string_view> fields; ///< `Name: value`, without line end
    std::string_view body;
};

/// Takes the text apart into `parts`, whose buffers are kept; false where it is no request.
bool take_apart(std::string_view text, RequestText& parts);

} // namespace redline::loadgen
