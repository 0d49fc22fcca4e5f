#include "action_driver.hpp"

#include <algorithm>
#include <csignal>

#include "redline/leadpipe/commit_bell.hpp"
#include "redline/leadpipe/pipeline_file.hpp"

namespace redline::leadpipe {

namespace {

struct Signal {
    base::Duration at{};
    int number = 0;
    std::string role;
};

/// A pause is two signals.
std::vector<Signal> signals_of(const std::vector<ScheduledAction>& actions) {
    std::vector<Signal> signals;
    for (const auto& action : actions) {
        const bool kills = action.action == ProcessAction::kill;
        signals.push_back({action.at, kills ? SIGKILL : SIGSTOP, action.role});
        if (!kills)
            signals.push_back({action.at + action.lasts.value_or(base::Duration{}), SIGCONT, action.role});
    }
    std::stable_sort(signals.begin(), signals.end(),
                     [](const Signal& a, const Signal& b) { return a.at < b.at; });
    return signals;
}

void send(const std::filesystem::path& folder, const Signal& signal, tracer::Tracer& tracer) {
    const auto record = read_pipeline_file(folder);
    if (!record) return;
    const auto role = std::find_if(record->roles.begin(), record->roles.end(),
                                   [&](const auto& each) { return each.name == signal.role; });
    const bool sent = role != record->roles.end() && send_signal(role->process, signal.number);
    tracer.log(tracer::Severity::info, sent ? "fault sent" : "fault found no such process",
               {{"role", signal.role}, {"signal", signal.number}});
}

void drive(const std::filesystem::path& folder, const std::vector<Signal>& signals, base::Clock& clock,
           tracer::Tracer& tracer, const std::stop_token& stop) {
    CommitBell never_rung;
    const auto begin = clock.now();
    for (const auto& signal : signals) {
        while (!stop.stop_requested() && clock.now() < begin + signal.at)
            never_rung.wait(0, begin + signal.at, stop);
        if (!stop.stop_requested() || signal.number == SIGCONT) send(folder, signal, tracer);
    }
}

} // namespace

ActionDriver::ActionDriver(std::filesystem::path folder, const std::vector<ScheduledAction>& actions,
                           base::Clock& clock, tracer::Tracer& tracer)
    : thread_([folder = std::move(folder), signals = signals_of(actions), &clock,
               &tracer](const std::stop_token& stop) { drive(folder, signals, clock, tracer, stop); }) {}

} // namespace redline::leadpipe
