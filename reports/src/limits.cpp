#include "redline/reports/limits.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/figures.hpp"

#include "shown.hpp"

namespace redline::reports {

namespace {

constexpr double used_up = 0.95;
constexpr double generator_used_up = 0.9;
constexpr double throttled_from = 0.1;
constexpr double pressure_from = 0.5;
constexpr double waited_from = 0.25;
constexpr double queue_growth = 10;
constexpr double queue_from = 10;
constexpr std::size_t sentences_max = 3;

using Limits = std::vector<ResourceLimit>;

double share_of(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// `63 %`: a use is known to a percent or so.
std::string percent(double share) { return fmt::format("{:.0f} %", share * 100); }

std::string megabytes(std::uint64_t bytes) {
    return number_text(static_cast<double>(bytes) / (1 << 20), 0) + " MiB";
}

void add(Limits& limits, std::string code, std::string subject, double use, double from, std::string sentence,
         bool symptom = false) {
    if (use > 0)
        limits.push_back(
            {std::move(code), std::move(subject), use, use >= from, symptom, 0, std::move(sentence)});
}

/// A whole number of cores is shown as one; only a quota is not.
int quota_decimals(double cores) { return cores == std::floor(cores) ? 0 : 2; }

std::string name_of(const ProcessUse& process) {
    return fmt::format("{} (pid {})", shown(process.name, 40), process.pid);
}

void add_cpu(Limits& limits, const ProcessUse& process) {
    const auto name = name_of(process);
    add(limits, "thread_cpu", name, process.busiest_thread_wanted, used_up,
        fmt::format(
            "thread `{}` of {} wanted a core {} of the time (it ran {}), and a thread has no more than one",
            shown(process.busiest_thread, 40), name, percent(process.busiest_thread_wanted),
            percent(process.busiest_thread_used)));
    add(limits, "process_cpu", name, share_of(process.cores_wanted, process.cores_allowed), used_up,
        fmt::format(
            "{} wanted {} of the {} cores it may use (it ran on {}; {} forced context switches a second)",
            name, number_text(process.cores_wanted, 2),
            number_text(process.cores_allowed, quota_decimals(process.cores_allowed)),
            number_text(process.cores_used, 2), number_text(process.forced_switches, 0)));
    add(limits, "throttling", name, process.throttled_share, throttled_from,
        fmt::format("the CPU quota of {}'s cgroup ran out in {} of its periods", name,
                    percent(process.throttled_share)));
}

void add_process(Limits& limits, const ProcessUse& process) {
    const auto name = name_of(process);
    add_cpu(limits, process);
    add(limits, "memory", name,
        share_of(static_cast<double>(process.memory_bytes), static_cast<double>(process.memory_bytes_max)),
        used_up,
        fmt::format("{} held {} of the {} of memory its cgroup allows", name, megabytes(process.memory_bytes),
                    megabytes(process.memory_bytes_max)));
    add(limits, "descriptors", name,
        share_of(static_cast<double>(process.descriptors), static_cast<double>(process.descriptors_max)),
        used_up,
        fmt::format("{} had {} of its {} file descriptors open", name,
                    base::with_thousands(process.descriptors),
                    base::with_thousands(process.descriptors_max)));
}

void add_machine(Limits& limits, const MachineUse& machine) {
    add(limits, "machine_cpu", "", share_of(machine.cores_used, machine.cores), used_up,
        fmt::format("{} of this machine's {} cores were busy, the generator's work among it",
                    number_text(machine.cores_used, 2), number_text(machine.cores, 0)));
    for (const auto& [what, share] : {std::pair{"cpu", machine.pressure_cpu},
                                      {"memory", machine.pressure_memory},
                                      {"io", machine.pressure_io}})
        add(limits, fmt::format("pressure_{}", what), "", share, pressure_from,
            fmt::format("some task of this machine waited for {} in {} of the time", what, percent(share)),
            true);
    add(limits, "accept_queue", "", static_cast<double>(machine.accept_queue_drops), 1,
        fmt::format("the kernel dropped {} connections of this machine because an accept queue was full",
                    base::with_thousands(machine.accept_queue_drops)),
        true);
}

void add_gauge(Limits& limits, const GaugeUse& gauge) {
    const auto name = shown(gauge.name, 80);
    if (gauge.limit > 0)
        return add(limits, "gauge", name, gauge.last / gauge.limit, used_up,
                   fmt::format("the target's {} stood at {} of {}", name, number_text(gauge.last, 0),
                               number_text(gauge.limit, 0)));
    const bool grew = gauge.last >= queue_from && gauge.last >= queue_growth * std::max(gauge.first, 1.0);
    add(limits, "queue", name, grew ? gauge.last : 0, queue_from,
        fmt::format("the target's {} grew from {} to {}", name, number_text(gauge.first, 0),
                    number_text(gauge.last, 0)),
        true);
}

void add_generator(Limits& limits, const GeneratorUse& generator) {
    add(limits, "generator_cpu", "", generator.busiest_thread, generator_used_up,
        fmt::format("the generator's own busiest thread was busy {} of the time",
                    percent(generator.busiest_thread)));
    add(limits, "connections", "", generator.waited_share, waited_from,
        fmt::format("{} of the requests waited for one of the generator's {} connections, up to {}",
                    share_text(generator.waited_share), base::with_thousands(generator.connections),
                    time_text(static_cast<std::uint64_t>(generator.waited_max.count()))),
        true);
}

Limits limits_of(const LimitEvidence& evidence) {
    Limits limits;
    for (const auto& process : evidence.processes) add_process(limits, process);
    for (const auto& machine : evidence.machine) add_machine(limits, machine);
    for (const auto& gauge : evidence.gauges) add_gauge(limits, gauge);
    add_generator(limits, evidence.generator);
    return limits;
}

/// The same resource seen again, later in the order.
void join(ResourceLimit& known, const ResourceLimit& again, std::size_t index) {
    if (again.used_up && !known.used_up) {
        known = again;
        known.first = index;
    } else if (again.use > known.use) {
        known.use = again.use;
        known.sentence = again.sentence;
    }
}

auto order_of(const ResourceLimit& limit) {
    return std::tuple(!limit.used_up, limit.symptom, limit.first, -limit.use, limit.code, limit.subject);
}

} // namespace

GeneratorUse generator_use_of(const loadgen::RunResult& result) {
    const auto& honesty = result.honesty;
    return {honesty.busiest_thread_cpu,
            share_of(static_cast<double>(honesty.connection_wait.count()), static_cast<double>(result.sent)),
            base::Duration(honesty.connection_wait.max()), honesty.connections};
}

std::vector<ResourceLimit> rank_limits(std::span<const LimitEvidence> evidence) {
    std::map<std::pair<std::string, std::string>, ResourceLimit> known;
    for (std::size_t i = 0; i < evidence.size(); ++i)
        for (auto& limit : limits_of(evidence[i])) {
            limit.first = i;
            const auto [place, is_new] = known.try_emplace({limit.code, limit.subject}, limit);
            if (!is_new) join(place->second, limit, i);
        }
    Limits ranked;
    for (auto& [key, limit] : known) ranked.push_back(std::move(limit));
    std::sort(ranked.begin(), ranked.end(),
              [](const ResourceLimit& a, const ResourceLimit& b) { return order_of(a) < order_of(b); });
    return ranked;
}

std::vector<std::string> limit_sentences(const std::vector<ResourceLimit>& limits) {
    std::vector<std::string> sentences;
    for (const auto& limit : limits)
        if (limit.used_up && sentences.size() < sentences_max) sentences.push_back(limit.sentence);
    if (!sentences.empty()) return sentences;
    std::string text =
        "nothing that was watched was used up: what it waits for is something else, a lock, a disk "
        "or another service";
    if (!limits.empty()) text += fmt::format(" (the most used: {})", limits.front().sentence);
    return {text};
}

std::vector<loadgen::Finding> limit_findings(const std::vector<ResourceLimit>& limits) {
    std::vector<loadgen::Finding> findings;
    for (const auto& sentence : limit_sentences(limits))
        findings.push_back(
            {"limit", fmt::format("{}: {}", findings.empty() ? "what limited it" : "used up too", sentence),
             loadgen::Blame::nobody});
    return findings;
}

} // namespace redline::reports
