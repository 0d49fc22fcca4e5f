/// Why this exists: a thousand lines of one failure are one thing to repair. Failures are grouped by a
/// fingerprint (what kind, on which route, in which operation), and each group says since when, until when
/// and how often, with the trace of the last one to look at:
///
///     GET /admin/errors
///     {"errors":[{"fingerprint":"…","kind","route","operation","status","count","first_seen","last_seen",
///                 "trace_id"},…],"groups_dropped":0}
///
/// The group seen last comes first. Nothing a client sent is in a fingerprint: kinds, routes and operations
/// are ours. At most `groups_max` are kept; for a new one the group goes that was seen longest ago, and is
/// counted: who comes again later begins anew. Any thread.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "redline/base/clock.hpp"

namespace redline::leadpipe {

struct SeenError {
    std::string_view kind;      ///< of the problem
    std::string_view route;     ///< its pattern; empty for none
    std::string_view operation; ///< the method, or the work that failed
    int status = 0;
    std::string_view trace_id;
};

struct ErrorGroup {
    std::string fingerprint; ///< 16 hexadecimal digits of kind, route and operation
    std::string kind, route, operation;
    int status = 0; ///< of the last one
    std::uint64_t count = 0;
    base::WallTime first_seen{}, last_seen{};
    std::string trace_id; ///< of the last one
};

class ErrorTracker {
  public:
    explicit ErrorTracker(std::size_t groups_max = 1'000) : groups_max_(groups_max) {}

    void note(const SeenError& seen, base::WallTime now);

    std::vector<ErrorGroup> groups() const; ///< the last seen first
    std::uint64_t groups_dropped() const;
    /// The answer of GET /admin/errors.
    std::string to_json() const;

  private:
    const std::size_t groups_max_;
    mutable std::mutex mutex_;
    std::list<ErrorGroup> by_time_; ///< the last seen first
    std::unordered_map<std::string, std::list<ErrorGroup>::iterator> places_;
    std::uint64_t dropped_ = 0;
};

/// Different for whatever differs in one of them: ends are marked. Pure.
std::string error_fingerprint(std::string_view kind, std::string_view route, std::string_view operation);

} // namespace redline::leadpipe
