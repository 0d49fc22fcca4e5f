#include "redline/leadpipe/worker_health.hpp"

#include <array>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 2> check_names{"shallow", "deep"};

} // namespace

base::Result<HealthCheck> parse_health_check(std::string_view text) {
    return parse_choice<HealthCheck>("health check", text, check_names);
}

std::string_view to_text(HealthCheck check) { return check_names[static_cast<std::size_t>(check)]; }

std::string_view path_of(HealthCheck check) { return check == HealthCheck::deep ? "/readyz" : "/healthz"; }

bool WorkerHealth::record(bool success) {
    against_ = success == healthy_ ? 0 : against_ + 1;
    const auto enough = healthy_ ? policy_.failures_to_eject : policy_.successes_to_return;
    if (against_ < enough) return false;
    healthy_ = !healthy_;
    against_ = 0;
    return true;
}

} // namespace redline::leadpipe
