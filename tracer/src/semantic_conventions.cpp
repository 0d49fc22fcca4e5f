#include "redline/tracer/semantic_conventions.hpp"

#include <algorithm>
#include <array>

namespace redline::tracer {

std::string_view method_label(std::string_view method) {
    constexpr std::array<std::string_view, 9> known{"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                    "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    return std::ranges::find(known, method) != known.end() ? method : other_value;
}

std::string status_label(int status) {
    return status >= 100 && status <= 599 ? std::to_string(status) : std::string();
}

std::string error_label(int status, std::string_view given) {
    if (!given.empty()) return std::string(given);
    return status >= 500 ? status_label(status) : std::string();
}

std::vector<double> default_bounds_seconds() {
    return {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
}

} // namespace redline::tracer
