#include "redline/reports/totals.hpp"

#include <algorithm>
#include <numeric>

namespace redline::reports {

namespace {

using loadgen::Outcome;

/// How much of the stage the run went through. Only an interrupted run, and users who had a number of flows
/// to do, leave a stage unfinished; any other ends later than its last stage, with the last answer.
base::Duration time_in_stage(const loadgen::RunResult& result, std::size_t index) {
    const auto whole = result.stages[index].duration;
    if (!result.interrupted && result.users == 0) return whole;
    return std::clamp(result.took - start_of_stage(result, index), base::Duration{0}, whole);
}

void add(Tally& tally, const loadgen::Cell& cell) {
    tally.response_time.merge(cell.response_time);
    tally.service_time.merge(cell.service_time);
    for (std::size_t i = 0; i < cell.outcomes.size(); ++i) tally.outcomes[i] += cell.outcomes[i];
    tally.failed_checks.resize(std::max(tally.failed_checks.size(), cell.failed_checks.size()));
    for (std::size_t i = 0; i < cell.failed_checks.size(); ++i)
        tally.failed_checks[i] += cell.failed_checks[i];
    tally.bytes_sent += cell.bytes_sent;
    tally.bytes_received += cell.bytes_received;
}

std::optional<double> ratio(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> per_second(std::uint64_t count, base::Duration time) {
    if (time <= base::Duration{0}) return std::nullopt;
    return static_cast<double>(count) / base::in_seconds(time);
}

bool always(std::size_t) { return true; }

} // namespace

std::uint64_t Tally::requests() const {
    return std::accumulate(outcomes.begin(), outcomes.end(), std::uint64_t{0});
}

std::uint64_t Tally::sent() const {
    const auto unsent = {Outcome::not_sent, Outcome::dropped,    Outcome::no_descriptor, Outcome::no_port,
                         Outcome::refused,  Outcome::tls_failed, Outcome::unreachable};
    return std::accumulate(unsent.begin(), unsent.end(), requests(),
                           [this](std::uint64_t left, Outcome outcome) { return left - of(outcome); });
}

std::uint64_t Tally::answered() const { return ok() + of(Outcome::error_status) + of(Outcome::check_failed); }

std::optional<double> Tally::error_ratio() const { return ratio(failed(), requests()); }
std::optional<double> Tally::check_ratio() const { return ratio(ok(), answered()); }
std::optional<double> Tally::offered_rate() const { return per_second(requests(), time); }
std::optional<double> Tally::achieved_rate() const { return per_second(sent(), time); }

Tally tally_of(const loadgen::RunResult& result, const Selection& selection) {
    Tally tally;
    for (std::size_t stage = 0; stage < result.stages.size(); ++stage) {
        if (!selection.stage(stage)) continue;
        tally.time += time_in_stage(result, stage);
        if (stage >= result.cells.size()) continue;
        for (std::size_t step = 0; step < result.cells[stage].size(); ++step)
            if (selection.step(step)) add(tally, result.cells[stage][step]);
    }
    return tally;
}

Tally totals_of(const loadgen::RunResult& result) {
    return tally_of(result, {[&](std::size_t stage) { return result.stages[stage].measured; }, always});
}

Tally totals_of_step(const loadgen::RunResult& result, std::size_t step) {
    return tally_of(result, {[&](std::size_t stage) { return result.stages[stage].measured; },
                             [step](std::size_t index) { return index == step; }});
}

Tally totals_of_stage(const loadgen::RunResult& result, std::size_t stage) {
    return tally_of(result, {[stage](std::size_t index) { return index == stage; }, always});
}

base::Duration start_of_stage(const loadgen::RunResult& result, std::size_t index) {
    base::Duration start{0};
    for (std::size_t stage = 0; stage < index; ++stage) start += result.stages[stage].duration;
    return start;
}

} // namespace redline::reports
