#include "result_json.hpp"

namespace redline::reports {

namespace {

using base::Json;

/// Only what happened: `{"ok": 120, "timeout": 3}`.
Json outcomes_json(const loadgen::OutcomeCounts& outcomes) {
    auto json = Json::object();
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i] != 0) json[std::string(loadgen::outcome_names[i])] = outcomes[i];
    return json;
}

Json cell_json(const loadgen::Cell& cell) {
    return {{"outcomes", outcomes_json(cell.outcomes)},
            {"failed_checks", cell.failed_checks},
            {"bytes_sent", cell.bytes_sent},
            {"bytes_received", cell.bytes_received},
            {"response_time_ns", histogram_json(cell.response_time)},
            {"service_time_ns", histogram_json(cell.service_time)}};
}

Json ending_json(const std::pair<const loadgen::Ending, loadgen::Slice::Count>& entry) {
    const auto& [ending, count] = entry;
    return {{"step", ending.step},
            {"outcome", loadgen::to_text(ending.outcome)},
            {"status", ending.status},
            {"requests", count.requests},
            {"response_seconds", number_json(count.response_seconds)},
            {"at_most_bound", count.at_most_bound}};
}

Json slice_json(const loadgen::Slice& slice) {
    return {{"due", slice.due}, {"sent", slice.sent}, {"endings", array_json(slice.endings, ending_json)}};
}

Json window_json(const loadgen::Window& window) {
    return array_json(window, [](const loadgen::StepWindow& step) -> Json {
        return {{"step", step.step},
                {"response_time_ns", histogram_json(step.response_time.unpacked())},
                {"service_time_ns", histogram_json(step.service_time.unpacked())}};
    });
}

Json sample_json(const loadgen::RequestSample& sample) {
    return {{"step", sample.step},
            {"stage", sample.stage},
            {"outcome", loadgen::to_text(sample.outcome)},
            {"status", sample.status},
            {"trace_id", base::to_text(sample.trace_id)},
            {"due_ns", sample.due.count()},
            {"response_time_ns", sample.response_time.count()},
            {"service_time_ns", sample.service_time.count()},
            {"detail", sample.detail}};
}

Json step_json(const loadgen::StepLabel& step) {
    return {{"flow", step.flow},
            {"name", step.name},
            {"method", step.method},
            {"route", step.route},
            {"checks", step.checks}};
}

Json stage_json(const loadgen::StageLabel& stage) {
    return {{"name", stage.name}, {"duration_ns", stage.duration.count()}, {"measured", stage.measured}};
}

Json honesty_json(const loadgen::Honesty& honesty) {
    return {{"transport", honesty.transport},
            {"note", honesty.note},
            {"pacing", honesty.pacing},
            {"send_lag_ns", histogram_json(honesty.send_lag)},
            {"connection_wait_ns", histogram_json(honesty.connection_wait)},
            {"busiest_thread_cpu", number_json(honesty.busiest_thread_cpu)},
            {"cpu_time_ns", honesty.cpu_time.count()},
            {"connections_opened", honesty.connections_opened},
            {"threads", honesty.threads},
            {"connections", honesty.connections}};
}

} // namespace

Json result_json(const loadgen::RunResult& result) {
    const auto nanoseconds = [](base::Duration duration) { return duration.count(); };
    const auto cells = [](const auto& stage) { return array_json(stage, cell_json); };
    return {{"started_at", base::to_rfc3339(result.started_at)},
            {"started_at_ns", result.started_at.time_since_epoch().count()},
            {"scheduled_ns", result.scheduled.count()},
            {"took_ns", result.took.count()},
            {"due", result.due},
            {"sent", result.sent},
            {"promised_flows", result.promised_flows},
            {"started_flows", result.started_flows},
            {"interrupted", result.interrupted},
            {"users", result.users},
            {"stages", array_json(result.stages, stage_json)},
            {"steps", array_json(result.steps, step_json)},
            {"cells", array_json(result.cells, cells)},
            {"honesty", honesty_json(result.honesty)},
            {"failed", array_json(result.failed, sample_json)},
            {"slowest", array_json(result.slowest, sample_json)},
            {"slice_width_ns", result.slice_width.count()},
            {"bounds_ns", array_json(result.bounds, nanoseconds)},
            {"slices", array_json(result.slices, slice_json)},
            {"window_width_ns", result.window_width.count()},
            {"windows", array_json(result.windows, window_json)}};
}

} // namespace redline::reports
