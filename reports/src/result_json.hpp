/// Why this exists: what a run measured, as JSON; the larger half of a record.
#pragma once

#include <cmath>
#include <utility>

#include "redline/base/json.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

base::Json result_json(const loadgen::RunResult& result);

/// JSON has no infinity: null stands for it.
inline base::Json number_json(double value) {
    return std::isfinite(value) ? base::Json(value) : base::Json(nullptr);
}

template <class Values, class Convert>
base::Json array_json(const Values& values, Convert convert) {
    auto array = base::Json::array();
    for (const auto& value : values) array.push_back(convert(value));
    return array;
}

/// `{count, min, max, sum, buckets}`; `{}` for an empty one.
template <unsigned precision>
base::Json histogram_json(const base::Histogram<precision>& histogram) {
    auto json = base::Json::object();
    if (histogram.count() == 0) return json;
    json["min"] = histogram.min();
    json["max"] = histogram.max();
    json["sum"] = number_json(histogram.sum());
    auto buckets = base::Json::array();
    histogram.for_each_bucket([&](std::size_t index, std::uint64_t count) {
        buckets.push_back(index);
        buckets.push_back(count);
    });
    json["buckets"] = std::move(buckets);
    return json;
}

} // namespace redline::reports
