#include "redline/loadgen/honesty.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"

namespace redline::loadgen {

namespace {

using base::with_thousands;

std::uint64_t count_of(const RunResult& result, Outcome outcome) {
    std::uint64_t total = 0;
    for (const auto& stage : result.cells)
        for (const auto& cell : stage) total += cell.outcomes[static_cast<std::size_t>(outcome)];
    return total;
}

std::optional<Finding> generator_cpu(const RunResult& result) {
    const auto busy = result.honesty.busiest_thread_cpu;
    if (busy <= generator_cpu_max) return std::nullopt;
    return Finding{
        "generator_cpu",
        fmt::format("sent {} of the {} requests due: the generator's thread was busy {:.0f}% of the "
                    "time; use more threads or a lower rate",
                    with_thousands(result.sent), with_thousands(result.due), std::min(busy, 1.0) * 100),
        Blame::generator};
}

std::optional<Finding> send_lag(const RunResult& result) {
    const auto& lag = result.honesty.send_lag;
    const auto late = lag.count() - lag.count_at_most(static_cast<std::uint64_t>(send_lag_max.count()));
    const auto allowed = late_share_max * static_cast<double>(lag.count());
    if (late < late_requests_min || static_cast<double>(late) <= allowed) return std::nullopt;
    return Finding{
        "send_lag",
        fmt::format("{} of {} requests were sent more than {} late although a connection was free "
                    "(99th percentile {}): the generator could not keep time; use a lower rate, more "
                    "threads or a quieter machine",
                    with_thousands(late), with_thousands(lag.count()), base::to_text(send_lag_max),
                    base::to_brief_text(base::Duration(lag.quantile(0.99)))),
        Blame::generator};
}

std::optional<Finding> descriptors(const RunResult& result) {
    const auto without = count_of(result, Outcome::no_descriptor);
    if (without == 0) return std::nullopt;
    return Finding{
        "descriptors",
        fmt::format("{} requests found no socket or port left on the generator's machine; raise the "
                    "limit on open files (ulimit -n) or use fewer connections",
                    with_thousands(without)),
        Blame::generator};
}

/// Requests due, and requests sent, in the slices the schedule reaches into.
struct Offer {
    std::uint64_t due = 0;
    std::uint64_t sent = 0;
};

Offer offered_in_time(const RunResult& result) {
    Offer offer;
    base::Duration begin{0};
    for (const auto& slice : result.slices) {
        if (begin > result.scheduled) break;
        offer.due += slice.due;
        offer.sent += slice.sent;
        begin += result.slice_width;
    }
    return offer;
}

bool is_short(std::uint64_t done, std::uint64_t promised) {
    return static_cast<double>(done) < offered_share_min * static_cast<double>(promised);
}

/// Why requests were not sent, as far as outcomes tell: `4 refused, 12 not_sent`.
std::string reasons(const RunResult& result) {
    std::string text;
    for (const auto outcome :
         {Outcome::refused, Outcome::unreachable, Outcome::no_descriptor, Outcome::not_sent})
        if (const auto count = count_of(result, outcome); count > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", with_thousands(count), to_text(outcome));
    return text.empty() ? "a flow's first request was never sent" : text;
}

std::optional<Finding> load_not_offered(const RunResult& result) {
    if (result.interrupted) return std::nullopt;
    if (is_short(result.started_flows, result.promised_flows))
        return Finding{"load_not_offered",
                       fmt::format("started {} of the {} flows promised ({})",
                                   with_thousands(result.started_flows),
                                   with_thousands(result.promised_flows), reasons(result)),
                       Blame::promise};
    const auto [due, sent] = offered_in_time(result);
    if (!is_short(sent, due)) return std::nullopt;
    return Finding{
        "load_not_offered",
        fmt::format("sent {} of the {} requests due while the schedule lasted; the others waited for "
                    "one of {} connections and were sent later or never",
                    with_thousands(sent), with_thousands(due), result.honesty.connections),
        Blame::promise};
}

std::optional<Finding> interrupted(const RunResult& result) {
    if (!result.interrupted) return std::nullopt;
    return Finding{"interrupted",
                   fmt::format("stopped after {} of {}; the record is complete up to there",
                               base::to_brief_text(result.took), base::to_text(result.scheduled)),
                   Blame::nobody};
}

} // namespace

std::vector<Finding> confess(const RunResult& result) {
    std::vector<Finding> findings;
    for (const auto question : {generator_cpu, send_lag, descriptors, load_not_offered, interrupted})
        if (auto answer = question(result)) findings.push_back(std::move(*answer));
    return findings;
}

} // namespace redline::loadgen
