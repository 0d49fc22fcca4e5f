#include "redline/leadpipe/faults.hpp"

#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"
#include "redline/base/random.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view intake_errors = "intake-errors";
constexpr std::array known_faults{intake_errors};

} // namespace

base::Result<FaultPlan> with_fault(FaultPlan plan, std::string_view text) {
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    if (name != intake_errors)
        return base::failure(base::ErrorCode::invalid_input, fmt::format("there is no fault `{}`", name),
                             base::suggestion(name, known_faults));
    if (equals == std::string_view::npos)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("the fault `{}` needs a share", name), "write intake-errors=20%");
    const auto share = base::parse_share(text.substr(equals + 1));
    if (!share) return tl::unexpected(share.error());
    plan.intake_errors = *share;
    return plan;
}

bool Faults::intake_fails() {
    if (plan_.intake_errors.ratio <= 0) return false;
    const auto post = posts_.fetch_add(1, std::memory_order_relaxed);
    return base::Random::keyed(seed_, intake_errors, post).chance(plan_.intake_errors.ratio);
}

} // namespace redline::leadpipe
