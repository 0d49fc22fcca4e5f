#include "redline/alerting/growth.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace redline::alerting {

namespace {

void append_growth(const base::TimeSeries& counter, double sign, std::vector<base::Sample>& to) {
    std::optional<double> before;
    for (const auto& sample : counter.samples) {
        if (!std::isfinite(sample.value)) continue;
        const double reset_or_first = before ? sample.value : 0;
        const double growth = before && sample.value >= *before ? sample.value - *before : reset_or_first;
        to.push_back({sample.at, sign * growth});
        before = sample.value;
    }
}

} // namespace

Growth::Growth(const std::vector<const base::TimeSeries*>& counters,
               const std::vector<const base::TimeSeries*>& subtracted) {
    std::vector<base::Sample> growths;
    for (const auto* counter : counters) append_growth(*counter, 1, growths);
    for (const auto* counter : subtracted) append_growth(*counter, -1, growths);
    std::stable_sort(growths.begin(), growths.end(),
                     [](const base::Sample& a, const base::Sample& b) { return a.at < b.at; });
    double sum = 0;
    for (const auto& growth : growths) {
        sum += growth.value;
        if (samples_.empty() || samples_.back().at != growth.at) samples_.push_back({growth.at, 0});
        samples_.back().value = sum;
    }
}

double Growth::within(base::Duration from, base::Duration to) const { return up_to(to) - up_to(from); }

base::Duration Growth::spacing() const {
    std::vector<base::Duration> gaps;
    for (std::size_t i = 1; i < samples_.size(); ++i) gaps.push_back(samples_[i].at - samples_[i - 1].at);
    if (gaps.empty()) return base::Duration{0};
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
}

double Growth::up_to(base::Duration at) const {
    const auto after =
        std::upper_bound(samples_.begin(), samples_.end(), at,
                         [](base::Duration t, const base::Sample& sample) { return t < sample.at; });
    return after == samples_.begin() ? 0 : std::prev(after)->value;
}

} // namespace redline::alerting
