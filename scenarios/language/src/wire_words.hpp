/// Why this exists: how connections are made is said in a scenario's keys and in the options of `redline
/// load`; what each may hold, and what cannot be said together, is decided here for both.
///
/// readable_file looks at the disk; the others are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::language {

/// `http://host:port` or `socks5h://host:port`.
base::Result<std::string> parse_proxy(std::string_view text);

/// An IPv4 or IPv6 address.
base::Result<std::string> parse_local_address(std::string_view text);

/// How often a name is asked for again: a time of at least 100 ms, for a resolver is not to be loaded.
base::Result<base::Duration> parse_resolve_every(std::string_view text);

/// A path that fits into a socket address.
base::Result<std::string> parse_socket_path(std::string_view text);

base::Result<base::Duration> parse_timeout(std::string_view text);

/// The path of a file that can be read.
base::Result<std::string> readable_file(std::string_view path);

/// What the plan's wire says that cannot be meant together, if anything.
std::optional<base::Error> contradiction(const loadgen::Plan& plan);

} // namespace redline::language
