/// Why this exists: rate, errors and duration of every route and every operation, in the names dashboards
/// know, at a cost a request does not notice. Two histograms, whose counts are the rates and whose error_type
/// is the errors:
///   http_server_request_duration_seconds{http_request_method,http_route,http_response_status_code,error_type}
///   operation_duration_seconds{operation,error_type}
/// They are read through prometheus-cpp: hand `collectable()` to an Exposer, a Registry's page or a
/// TextSerializer.
///
/// Thread use: any; threads that record share no lock (DurationFamily). The collectable may outlive this.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "redline/base/duration.hpp"

namespace prometheus {
class Collectable;
}

namespace redline::tracer {

/// Bounds as histograms use them: ascending, each once, to the nanosecond; what is not finite or not above
/// zero is dropped. Every histogram has a last bucket +Inf besides.
std::vector<base::Duration> duration_bounds(std::span<const double> seconds);

/// A request that ended, as it is counted.
struct RequestEnd {
    std::string_view method;
    std::string_view route;
    int status = 0;              ///< 0: it ended without an answer
    std::string_view error = {}; ///< a type of error given by the service; empty: the status decides
};

class RedMetrics {
  public:
    /// Empty bounds are the default ones (semantic_conventions.hpp). Beyond `label_values_max` routes, and as
    /// many operations and given error types, new ones are counted as `_other` (error types: `_OTHER`).
    RedMetrics(std::span<const double> bounds_seconds, std::size_t label_values_max);

    void record_request(const RequestEnd& request, base::Duration duration);
    void record_operation(std::string_view operation, std::string_view error, base::Duration duration);

    std::shared_ptr<prometheus::Collectable> collectable() const;

  private:
    struct Families;
    std::shared_ptr<Families> families_;
};

} // namespace redline::tracer
