#include "redline/scenarios/series.hpp"

#include <functional>

#include <fmt/format.h>

namespace redline::scenarios {

namespace {

using loadgen::RunResult;
using loadgen::Slice;

std::string error_type_of(const loadgen::Ending& ending) {
    if (ending.status >= 500) return fmt::format("{}", ending.status);
    return ending.status == 0 ? std::string(loadgen::to_text(ending.outcome)) : std::string();
}

base::Labels labels_of(const RunResult& result, const loadgen::Ending& ending) {
    const auto& step = result.steps[ending.step];
    return {{"http_request_method", step.method},
            {"http_route", step.route},
            {"http_response_status_code", ending.status == 0 ? "" : fmt::format("{}", ending.status)},
            {"error_type", error_type_of(ending)}};
}

using Read = std::function<double(const Slice::Count&)>;

/// Steps and outcomes that look alike from outside share a series, so endings are grouped by their labels.
std::map<base::Labels, std::vector<loadgen::Ending>> endings_by_labels(const RunResult& result) {
    std::map<base::Labels, std::vector<loadgen::Ending>> groups;
    std::map<loadgen::Ending, bool> seen;
    for (const auto& slice : result.slices)
        for (const auto& [ending, count] : slice.endings)
            if (seen.emplace(ending, true).second) groups[labels_of(result, ending)].push_back(ending);
    return groups;
}

double increase(const Slice& slice, const std::vector<loadgen::Ending>& endings, const Read& read) {
    double total = 0;
    for (const auto& ending : endings)
        if (const auto count = slice.endings.find(ending); count != slice.endings.end())
            total += read(count->second);
    return total;
}

std::vector<base::Sample> accumulate(const RunResult& result, const std::vector<loadgen::Ending>& endings,
                                     const Read& read) {
    std::vector<base::Sample> samples{{base::Duration{0}, 0}};
    double total = 0;
    for (std::size_t i = 0; i < result.slices.size(); ++i) {
        total += increase(result.slices[i], endings, read);
        samples.push_back({result.slice_width * static_cast<std::int64_t>(i + 1), total});
    }
    return samples;
}

/// Appends one counter under the server's name and under the client's.
void append(std::vector<base::TimeSeries>& all, base::Labels labels, std::string_view suffix,
            const std::vector<base::Sample>& samples) {
    for (const auto* side : {"server", "client"}) {
        labels["__name__"] = fmt::format("http_{}_request_duration_seconds{}", side, suffix);
        all.push_back({labels, samples});
    }
}

void append_buckets(std::vector<base::TimeSeries>& all, const RunResult& result, base::Labels labels,
                    const std::vector<loadgen::Ending>& endings) {
    for (std::size_t bound = 0; bound < result.bounds.size(); ++bound) {
        labels["le"] = fmt::format("{}", base::in_seconds(result.bounds[bound]));
        append(all, labels, "_bucket", accumulate(result, endings, [bound](const Slice::Count& count) {
                   return bound < count.at_most_bound.size() ? static_cast<double>(count.at_most_bound[bound])
                                                             : 0.0;
               }));
    }
}

} // namespace

std::vector<base::TimeSeries> series_of(const RunResult& result) {
    std::vector<base::TimeSeries> all;
    for (const auto& [labels, endings] : endings_by_labels(result)) {
        const auto counts = accumulate(result, endings,
                                       [](const Slice::Count& c) { return static_cast<double>(c.requests); });
        append(all, labels, "_count", counts);
        append(all, labels, "_sum",
               accumulate(result, endings, [](const Slice::Count& c) { return c.response_seconds; }));
        append_buckets(all, result, labels, endings);
        auto unbounded = labels;
        unbounded["le"] = "+Inf";
        append(all, unbounded, "_bucket", counts);
    }
    return all;
}

} // namespace redline::scenarios
