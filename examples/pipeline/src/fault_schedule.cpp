#include "redline/leadpipe/fault_schedule.hpp"

#include "redline/yaml/reader.hpp"

namespace redline::leadpipe {

namespace {

using yaml::Diagnostics;
using yaml::MappingReader;

std::optional<base::Duration> read_time(const yaml::Node* node, Diagnostics& diagnostics) {
    return yaml::read_as(node, diagnostics, base::parse_duration);
}

/// The text, once it is known to be a fault.
base::Result<std::string> checked_fault(std::string_view text) {
    if (const auto read = with_fault({}, text); !read) return tl::unexpected(read.error());
    return std::string(text);
}

std::optional<ScheduledAction> read_action(ProcessAction action, const yaml::Node* role,
                                           Diagnostics& diagnostics) {
    const auto name = yaml::read_text(role, diagnostics);
    if (!name) return std::nullopt;
    return ScheduledAction{{}, {}, action, *name};
}

void read_entry(const yaml::Node& node, FaultSchedule& schedule, Diagnostics& diagnostics) {
    MappingReader entry(node, "a fault", diagnostics);
    const auto at = read_time(entry.required("at"), diagnostics);
    const auto lasts = read_time(entry.optional("for"), diagnostics);
    const auto* const fault = entry.optional("fault");
    const auto* const kill = entry.optional("kill");
    const auto* const pause = entry.optional("pause");
    entry.finish();
    if (int{fault != nullptr} + int{kill != nullptr} + int{pause != nullptr} != 1)
        return yaml::report(diagnostics, node, "a fault needs one of `fault`, `kill` and `pause`");
    const auto when = at.value_or(base::Duration{});
    if (fault != nullptr) {
        if (auto text = yaml::read_as(fault, diagnostics, checked_fault))
            schedule.faults.push_back({when, lasts, *std::move(text)});
        return;
    }
    if (pause != nullptr && !lasts) yaml::report(diagnostics, node, "a pause needs a `for`");
    auto action = kill != nullptr ? read_action(ProcessAction::kill, kill, diagnostics)
                                  : read_action(ProcessAction::pause, pause, diagnostics);
    if (!action) return;
    action->at = when;
    action->lasts = lasts;
    schedule.actions.push_back(*std::move(action));
}

bool is_on(const ScheduledFault& fault, base::Duration elapsed) {
    return fault.at <= elapsed && (!fault.lasts || elapsed < fault.at + *fault.lasts);
}

base::Result<FaultSchedule> schedule_of(const yaml::Node& file) {
    Diagnostics diagnostics;
    FaultSchedule schedule;
    MappingReader reader(file, "the file", diagnostics);
    const auto* const version = reader.required("version");
    if (const auto number = yaml::read_count(version, diagnostics); number && *number != 1)
        yaml::report(diagnostics, *version, "there is no version but 1");
    for (const auto& entry : yaml::read_items(reader.required("faults"), diagnostics))
        read_entry(entry, schedule, diagnostics);
    reader.finish();
    if (!diagnostics.empty()) return base::failure(std::move(diagnostics));
    return schedule;
}

} // namespace

base::Result<FaultSchedule> read_fault_schedule(const std::filesystem::path& file) {
    const auto node = yaml::read_file(file);
    if (!node) return tl::unexpected(node.error());
    return schedule_of(*node);
}

base::Result<FaultSchedule> parse_fault_schedule(std::shared_ptr<const base::SourceText> source) {
    const auto node = yaml::parse(std::move(source));
    if (!node) return tl::unexpected(node.error());
    return schedule_of(*node);
}

FaultPlan plan_at(const FaultSchedule& schedule, FaultPlan standing, base::Duration elapsed) {
    for (const auto& fault : schedule.faults)
        if (is_on(fault, elapsed)) standing = with_fault(std::move(standing), fault.fault).value();
    return standing;
}

std::optional<base::Duration> next_change(const FaultSchedule& schedule, base::Duration elapsed) {
    std::optional<base::Duration> next;
    const auto consider = [&](base::Duration time) {
        if (time > elapsed && (!next || time < *next)) next = time;
    };
    for (const auto& fault : schedule.faults) {
        consider(fault.at);
        if (fault.lasts) consider(fault.at + *fault.lasts);
    }
    return next;
}

} // namespace redline::leadpipe
