/// Why this exists: a role that was killed should be back at once, and one that dies whenever it starts must
/// not keep the machine busy. The delay before a restart doubles while the role dies young; after so many
/// young deaths in a row it is left dead.
///
/// A value without locks; times must not go back.
#pragma once

#include <optional>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::leadpipe {

struct RestartPolicy {
    base::Duration first_delay = std::chrono::milliseconds(100);
    base::Duration delay_max = std::chrono::seconds(5);
    base::Duration youth = std::chrono::seconds(10); ///< who lived longer starts anew
    int young_deaths_max = 8;                        ///< one more, and it is given up
};

class RestartBackoff {
  public:
    explicit RestartBackoff(RestartPolicy policy = {}) : policy_(policy) {}

    /// After how long to start again what ran from `started` to `died`; nothing when it is given up.
    std::optional<base::Duration> after_death(base::Instant started, base::Instant died);

  private:
    RestartPolicy policy_;
    int young_deaths_ = 0;
};

} // namespace redline::leadpipe
