/// Why this exists: a label value costs memory for ever, and some values come from the other side of the
/// network. The first `values_max` different ones are admitted; every later one is counted under a stand-in,
/// so that totals stay exact and memory stays bounded. Who came first stays admitted: a scan for a million
/// paths cannot hide the errors of a route known before it.
///
/// Thread use: any. A lock is taken until the limit is reached, none after; callers ask once per thread and
/// new set of labels, not once a request.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace redline::tracer {

class LabelLimit {
  public:
    explicit LabelLimit(std::size_t values_max) : values_max_(values_max), full_(values_max == 0) {}

    /// `value` if it is among the admitted, else `stand_in`. The empty value is always admitted.
    std::string_view admit(std::string_view value, std::string_view stand_in);

  private:
    bool admitted(std::string_view value);

    const std::size_t values_max_;
    std::atomic<bool> full_; ///< once set, values_ never changes again
    std::mutex lock_;
    std::set<std::string, std::less<>> values_;
};

} // namespace redline::tracer
