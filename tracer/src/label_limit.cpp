#include "redline/tracer/label_limit.hpp"

namespace redline::tracer {

std::string_view LabelLimit::admit(std::string_view value, std::string_view stand_in) {
    return value.empty() || admitted(value) ? value : stand_in;
}

bool LabelLimit::admitted(std::string_view value) {
    if (full_.load(std::memory_order_acquire)) return values_.contains(value);
    const std::scoped_lock hold(lock_);
    if (values_.contains(value)) return true;
    if (values_.size() == values_max_) return false;
    values_.emplace(value);
    full_.store(values_.size() == values_max_, std::memory_order_release);
    return true;
}

} // namespace redline::tracer
