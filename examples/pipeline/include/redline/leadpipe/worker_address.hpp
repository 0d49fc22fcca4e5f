/// Why this exists: where requests go is written on the command line, and a typing error there must be told
/// before anything is served.
///
/// Pure, any thread. A host of IPv6 stands in brackets: `[::1]:8080`.
#pragma once

#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

struct WorkerAddress {
    std::string host;
    unsigned short port = 0;
    double weight = 1;
};

/// Reads `host:port` or `host:port,weight`; a weight is above 0 and at most 1,000.
base::Result<WorkerAddress> parse_worker_address(std::string_view text);

/// `host:port`
std::string to_text(const WorkerAddress& address);

/// Paths that the old system still answers (the strangler fig: Fowler 2004): the prefix itself and whatever
/// lies below it.
struct OldRoute {
    std::string prefix; ///< `/old`, without a slash at its end
    WorkerAddress to;
};

/// Reads `/old=host:port`.
base::Result<OldRoute> parse_old_route(std::string_view text);

} // namespace redline::leadpipe
