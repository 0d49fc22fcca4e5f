#include "redline/scenarios/watch.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "redline/http_client/fetch.hpp"

namespace redline::scenarios {

namespace {

std::vector<int> processes_of(const std::string& name) {
    int pid = 0;
    const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), pid);
    const bool is_number = code == std::errc{} && end == name.data() + name.size();
    if (!is_number) return processes_named(name);
    return pid > 0 && read_process(pid) ? std::vector<int>{pid} : std::vector<int>{};
}

base::Result<std::vector<int>> all_processes(const std::vector<std::string>& names) {
    std::vector<int> all;
    for (const auto& name : names) {
        const auto found = processes_of(name);
        if (found.empty())
            return base::failure(
                base::ErrorCode::not_found,
                fmt::format("--watch {}: no process of this name or number is running", name),
                "give the PID, or the name as `ps -e` shows it; nothing was sent");
        all.insert(all.end(), found.begin(), found.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > watched_processes_max)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("--watch names {} processes, and no more than {} are watched",
                                         all.size(), watched_processes_max),
                             "give the PIDs of those that matter");
    return all;
}

base::Result<void> page_answers(const std::string& url) {
    if (url.empty()) return {};
    const auto page = http_client::fetch(url, {std::chrono::seconds(3), 4 << 20});
    if (!page)
        return base::failure(page.error().code, fmt::format("--metrics-of {}", page.error().message),
                             "the page must answer before the run; nothing was sent");
    if (page->status == 200) return {};
    return base::failure(base::ErrorCode::network,
                         fmt::format("--metrics-of {}: answered with status {}", url, page->status),
                         "give the address of a page in the Prometheus text format; nothing was sent");
}

Gauges gauges_at(const std::string& url) {
    if (url.empty()) return {};
    const auto page = http_client::fetch(url);
    return page && page->status == 200 ? read_gauges(page->body) : Gauges{};
}

} // namespace

base::Result<Watch> resolve_watch(const WatchRequest& request) {
    auto processes = all_processes(request.processes);
    if (!processes) return tl::unexpected(processes.error());
    if (const auto answers = page_answers(request.metrics_url); !answers)
        return tl::unexpected(answers.error());
    return Watch{std::move(*processes), request.metrics_url};
}

Look take_look(const Watch& watch) {
    Look look;
    look.gauges = gauges_at(watch.metrics_url);
    look.at = base::monotonic_now(); // after the page, which may take its time
    for (const int pid : watch.processes)
        if (auto process = read_process(pid)) look.processes.push_back(std::move(*process));
    look.machine = read_machine();
    return look;
}

reports::LimitEvidence evidence_between(const Look& before, const Look& after) {
    reports::LimitEvidence evidence;
    const auto apart = after.at - before.at;
    for (const auto& process : after.processes) {
        const auto earlier =
            std::find_if(before.processes.begin(), before.processes.end(),
                         [&](const ProcessSnapshot& known) { return known.pid == process.pid; });
        if (earlier != before.processes.end())
            evidence.processes.push_back(use_between(*earlier, process, apart));
    }
    evidence.machine = {use_between(before.machine, after.machine, apart)};
    evidence.gauges = gauge_uses(before.gauges, after.gauges);
    return evidence;
}

std::vector<reports::LimitEvidence> evidence_of(std::span<const Look> looks, base::Duration apart_min) {
    std::vector<reports::LimitEvidence> all;
    const Look* before = nullptr;
    for (const auto& look : looks) {
        if (before != nullptr && look.at - before->at < apart_min) continue;
        if (before != nullptr) all.push_back(evidence_between(*before, look));
        before = &look;
    }
    return all;
}

} // namespace redline::scenarios
