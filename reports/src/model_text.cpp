#include "model_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"

namespace redline::reports {

std::string_view model_word(const loadgen::RunResult& result) { return result.users > 0 ? "closed" : "open"; }

std::string model_text(const loadgen::RunResult& result) {
    if (result.users == 0) return "open model: requests were due on time, whatever the target did";
    return fmt::format(
        "closed model, {} user{}: a slow answer delays the next request, so stalls hide; a rate "
        "shows them",
        base::with_thousands(result.users), result.users == 1 ? "" : "s");
}

base::Duration time_of_load(const loadgen::RunResult& result) {
    return result.users > 0 ? std::min(result.scheduled, result.took) : result.scheduled;
}

} // namespace redline::reports
