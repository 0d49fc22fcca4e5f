#include "error_groups.hpp"

#include <algorithm>

#include "redline/reports/totals.hpp"

namespace redline::reports {

namespace {

std::vector<const loadgen::RequestSample*> samples_of(const loadgen::RunResult& result, std::size_t step,
                                                      loadgen::Outcome outcome) {
    std::vector<const loadgen::RequestSample*> samples;
    for (const auto& sample : result.failed) {
        const bool measured = sample.stage < result.stages.size() && result.stages[sample.stage].measured;
        if (measured && sample.step == step && sample.outcome == outcome) samples.push_back(&sample);
    }
    return samples;
}

} // namespace

std::vector<ErrorGroup> error_groups(const loadgen::RunResult& result) {
    std::vector<ErrorGroup> groups;
    for (std::size_t step = 0; step < result.steps.size(); ++step) {
        const auto tally = totals_of_step(result, step);
        for (std::size_t i = 1; i < loadgen::outcome_count; ++i) {
            const auto outcome = static_cast<loadgen::Outcome>(i);
            if (tally.of(outcome) > 0)
                groups.push_back({step, outcome, tally.of(outcome), samples_of(result, step, outcome)});
        }
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const ErrorGroup& a, const ErrorGroup& b) { return a.requests > b.requests; });
    return groups;
}

} // namespace redline::reports
