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

bool is_closed(const RunResult& result) { return result.users > 0; }

std::optional<Finding> generator_cpu(const RunResult& result) {
    const auto busy = result.honesty.busiest_thread_cpu;
    if (busy <= generator_cpu_max) return std::nullopt;
    return Finding{
        "generator_cpu",
        fmt::format("sent {} of the {} requests due: the generator's thread was busy {:.0f}% of the "
                    "time; use more threads or {}",
                    with_thousands(result.sent), with_thousands(result.due), std::min(busy, 1.0) * 100,
                    is_closed(result) ? "fewer users" : "a lower rate"),
        Blame::generator};
}

/// More than a hiccup: over 1 % of so many requests, and at least ten.
bool is_a_habit(std::uint64_t late, std::uint64_t requests) {
    return late >= late_requests_min &&
           static_cast<double>(late) > late_share_max * static_cast<double>(requests);
}

std::optional<Finding> send_lag(const RunResult& result) {
    const auto& lag = result.honesty.send_lag;
    const auto late = lag.count() - lag.count_at_most(static_cast<std::uint64_t>(send_lag_max.count()));
    if (!is_a_habit(late, lag.count())) return std::nullopt;
    return Finding{"send_lag",
                   fmt::format("{} of {} requests were sent more than {} late although a connection was free "
                               "(99th percentile {}): the generator could not keep time; use {}, more "
                               "threads or a quieter machine",
                               with_thousands(late), with_thousands(lag.count()), base::to_text(send_lag_max),
                               base::to_brief_text(base::Duration(lag.quantile(0.99))),
                               is_closed(result) ? "fewer users" : "a lower rate"),
                   Blame::generator};
}

/// A request that waits for the target is never dropped: what is late enough for it is late by our doing.
std::optional<Finding> dropped(const RunResult& result) {
    const auto count = count_of(result, Outcome::dropped);
    if (count == 0) return std::nullopt;
    const bool habit = is_a_habit(count, result.due);
    return Finding{
        "dropped",
        fmt::format("{} of {} requests were not sent: the generator came to them more than {} late, and "
                    "`late: drop` was asked for{}",
                    with_thousands(count), with_thousands(result.due), base::to_text(send_lag_max),
                    habit ? "; use a lower rate, more threads or a quieter machine" : ""),
        habit ? Blame::generator : Blame::nobody};
}

std::optional<Finding> descriptors(const RunResult& result) {
    const auto without = count_of(result, Outcome::no_descriptor);
    if (without == 0) return std::nullopt;
    return Finding{"descriptors",
                   fmt::format("{} requests found no socket left on the generator's machine; raise the "
                               "limit on open files (ulimit -n) or use fewer connections",
                               with_thousands(without)),
                   Blame::generator};
}

std::optional<Finding> ports(const RunResult& result) {
    const auto without = count_of(result, Outcome::no_port);
    if (without == 0) return std::nullopt;
    return Finding{
        "ports",
        fmt::format("{} requests found no local port left on the generator's machine: a closed connection "
                    "keeps its port for a minute; keep connections open, leave from more local addresses, or "
                    "widen net.ipv4.ip_local_port_range",
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
    for (const auto outcome : {Outcome::refused, Outcome::tls_failed, Outcome::unreachable,
                               Outcome::no_descriptor, Outcome::no_port, Outcome::dropped, Outcome::not_sent})
        if (const auto count = count_of(result, outcome); count > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", with_thousands(count), to_text(outcome));
    return text.empty() ? "a flow's first request was never sent" : text;
}

/// Where the others stayed. That a connection was waited for is the target's doing, all else is ours.
std::string whereabouts(const Honesty& honesty) {
    if (honesty.connection_wait.count() == 0)
        return "the generator came to the others later or never, though connections were free";
    return fmt::format("the others waited for one of {} connections and were sent later or never",
                       honesty.connections);
}

std::optional<Finding> load_not_offered(const RunResult& result) {
    if (result.interrupted || is_closed(result)) return std::nullopt;
    if (is_short(result.started_flows, result.promised_flows))
        return Finding{"load_not_offered",
                       fmt::format("started {} of the {} flows promised ({})",
                                   with_thousands(result.started_flows),
                                   with_thousands(result.promised_flows), reasons(result)),
                       Blame::promise};
    const auto [due, sent] = offered_in_time(result);
    if (!is_short(sent, due)) return std::nullopt;
    return Finding{"load_not_offered",
                   fmt::format("sent {} of the {} requests due while the schedule lasted; {}",
                               with_thousands(sent), with_thousands(due), whereabouts(result.honesty)),
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
    for (const auto question :
         {generator_cpu, send_lag, dropped, descriptors, ports, load_not_offered, interrupted})
        if (auto answer = question(result)) findings.push_back(std::move(*answer));
    return findings;
}

} // namespace redline::loadgen
