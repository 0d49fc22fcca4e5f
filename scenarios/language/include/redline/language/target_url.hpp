/// Why this exists: a target is where load goes, so it is read strictly: `http://host[:port]` or
/// `https://host[:port]` and nothing more, for a path belongs to a step and a user name to a header. The URL
/// of `redline load` is a target and its one step in a word, and is read as curl reads it: the path and query
/// stay, a fragment is dropped, and where no scheme stands `http://` is meant.
///
/// Format: RFC 3986, section 3.2; an IPv6 address stands in brackets. Pure.
#pragma once

#include <string>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::language {

/// Reads a target; the port is 80, with https 443, where none is written. A lone `/` after it is passed over.
base::Result<loadgen::Endpoint> parse_target(std::string_view text);

struct RequestUrl {
    loadgen::Endpoint endpoint;
    std::string path; ///< with its query; begins with `/`
};

/// Reads a whole URL.
base::Result<RequestUrl> parse_request_url(std::string_view text);

/// The URL again, the scheme's own port left out: parse_target(to_text(e)) names the same endpoint.
std::string to_text(const loadgen::Endpoint& endpoint);

/// What a Host header says of it (RFC 9110, section 7.2).
std::string authority(const loadgen::Endpoint& endpoint);

/// Whether `text` can name a host: letters, digits, dots and dashes, or an IPv6 address without brackets.
bool is_host(std::string_view text);

} // namespace redline::language
