/// Why this exists: a load test pointed at the wrong host is an attack. Loopback is always allowed; any other
/// host must have been named on purpose, by the scenario's `allow_hosts` or by `--allow-host`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::scenarios {

/// `localhost` and names below it, 127.0.0.0/8 and ::1 (with or without brackets). Decided by the text alone,
/// so a name that merely resolves to loopback is not trusted.
bool is_loopback(std::string_view host);

/// ErrorCode::refused, with the way out, for a host nobody named. Names compare without case.
base::Result<void> permit_target(std::string_view host, std::span<const std::string> allowed);

} // namespace redline::scenarios
