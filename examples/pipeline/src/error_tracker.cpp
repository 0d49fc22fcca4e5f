#include "redline/leadpipe/error_tracker.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/identity.hpp"

namespace redline::leadpipe {

namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
    out += fmt::format(R"(,"{}":)", name);
    base::append_json_string(out, value);
}

std::string group_json(const ErrorGroup& group) {
    auto text = fmt::format(R"({{"fingerprint":"{}")", group.fingerprint);
    append_member(text, "kind", group.kind);
    append_member(text, "route", group.route);
    append_member(text, "operation", group.operation);
    text += fmt::format(R"(,"status":{},"count":{},"first_seen":"{}","last_seen":"{}")", group.status,
                        group.count, base::to_rfc3339(group.first_seen), base::to_rfc3339(group.last_seen));
    append_member(text, "trace_id", group.trace_id);
    return text + '}';
}

} // namespace

std::string error_fingerprint(std::string_view kind, std::string_view route, std::string_view operation) {
    const auto whole = fmt::format("{}\n{}\n{}", kind, route, operation);
    return fmt::format("{:016x}", static_cast<std::uint64_t>(fingerprint_of(whole)));
}

void ErrorTracker::note(const SeenError& seen, base::WallTime now) {
    const auto fingerprint = error_fingerprint(seen.kind, seen.route, seen.operation);
    const std::lock_guard lock(mutex_);
    if (const auto found = places_.find(fingerprint); found != places_.end()) {
        by_time_.splice(by_time_.begin(), by_time_, found->second);
    } else {
        by_time_.push_front({fingerprint,
                             std::string(seen.kind),
                             std::string(seen.route),
                             std::string(seen.operation),
                             seen.status,
                             0,
                             now,
                             now,
                             {}});
        places_[fingerprint] = by_time_.begin();
    }
    auto& group = by_time_.front();
    ++group.count;
    group.status = seen.status;
    group.last_seen = std::max(group.last_seen, now);
    group.trace_id = seen.trace_id;
    if (by_time_.size() <= groups_max_) return;
    places_.erase(by_time_.back().fingerprint);
    by_time_.pop_back();
    ++dropped_;
}

std::vector<ErrorGroup> ErrorTracker::groups() const {
    const std::lock_guard lock(mutex_);
    return {by_time_.begin(), by_time_.end()};
}

std::uint64_t ErrorTracker::groups_dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
}

std::string ErrorTracker::to_json() const {
    std::string text = R"({"errors":[)";
    for (const auto& group : groups()) {
        if (text.back() != '[') text += ',';
        text += group_json(group);
    }
    return text + fmt::format(R"(],"groups_dropped":{}}})", groups_dropped());
}

} // namespace redline::leadpipe
