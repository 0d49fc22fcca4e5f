/// Why this exists: how latency changed over a run is seen in a histogram for each step and second. Only the
/// seconds still being written need their buckets at hand; what is over is packed, so that a run's memory
/// grows by some hundred bytes a second and step, whatever the rate.
///
/// Times since the run's start. Requests end nearly in order: a few that ended in a second already packed are
/// unpacked for, at a cost nobody notices. For one thread.
#pragma once

#include <optional>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::loadgen {

class WindowRecorder {
  public:
    explicit WindowRecorder(base::Duration width) : width_(width) {}

    base::Duration width() const { return width_; }

    /// A request of `step` that ended at `at`; without a service time where it was never sent.
    void record(std::uint32_t step, base::Duration at, base::Duration response_time,
                std::optional<base::Duration> service_time);

    std::vector<Window> take();

  private:
    struct Open {
        bool used = false;
        base::Histogram<5> response_time;
        base::Histogram<5> service_time;
    };

    Open& open_step(std::uint32_t step);
    void close();
    void amend(std::size_t index, std::uint32_t step, base::Duration response_time,
               std::optional<base::Duration> service_time);

    base::Duration width_;
    std::vector<Window> closed_;
    std::size_t current_ = 0;
    std::vector<Open> open_; ///< by step, of the window `current_`
};

} // namespace redline::loadgen
