#include "read_result.hpp"

#include <algorithm>
#include <limits>

namespace redline::reports {

namespace {

using loadgen::RunResult;

/// Beyond any run, and few enough that their durations add up without overflow.
constexpr std::size_t stages_max = 1000;
constexpr std::int64_t wall_nanoseconds_max = std::int64_t{1} << 62;
constexpr double slices_seconds_max = 200.0 * 24 * 3600;
constexpr std::uint64_t recorded_max = std::uint64_t{1} << 62;

template <unsigned precision>
void restore_buckets(const Cursor& at, base::Histogram<precision>& histogram) {
    constexpr auto all_ones = std::numeric_limits<std::uint64_t>::max();
    const auto bucket_count = base::Histogram<precision>::bucket_of(all_ones) + 1;
    const auto& flat = at.node();
    if (!flat.is_array() || flat.size() % 2 != 0) return at.complain("expected pairs of bucket and count");
    const auto pair_is_sound = [&](std::size_t i) {
        const auto* index = flat[i].get_ptr<const std::uint64_t*>();
        const auto* count = flat[i + 1].get_ptr<const std::uint64_t*>();
        return index != nullptr && count != nullptr && *index < bucket_count &&
               *count <= recorded_max - histogram.count();
    };
    std::size_t highest = 0;
    for (std::size_t i = 0; i < flat.size(); i += 2) {
        if (!pair_is_sound(i)) return at.complain("expected pairs of bucket and count");
        const auto index = flat[i].get<std::size_t>();
        const auto grown = index > highest ? index - highest : 0;
        if (grown > at.reading().buckets_left) return at.complain("this record is too large");
        at.reading().buckets_left -= grown;
        highest += grown;
        histogram.restore_bucket(index, flat[i + 1].get<std::uint64_t>());
    }
}

template <unsigned precision>
base::Histogram<precision> read_histogram(const Cursor& at) {
    base::Histogram<precision> histogram;
    if (at.node().is_object() && at.node().empty()) return histogram;
    restore_buckets(at.at("buckets"), histogram);
    const auto min = at.count("min");
    const auto max = at.count("max");
    if (min > max || histogram.count() == 0) {
        at.complain("this histogram contradicts itself");
        return {};
    }
    histogram.restore_extremes(min, max, at.number("sum"));
    return histogram;
}

loadgen::OutcomeCounts read_outcomes(const Cursor& at) {
    loadgen::OutcomeCounts outcomes{};
    if (!at.node().is_object()) {
        at.complain("expected counts by outcome");
        return outcomes;
    }
    for (const auto& [name, count] : at.node().items()) {
        const auto* known = std::find(loadgen::outcome_names.begin(), loadgen::outcome_names.end(), name);
        if (known == loadgen::outcome_names.end() || !count.is_number_unsigned())
            at.complain("expected counts by outcome");
        else
            outcomes[static_cast<std::size_t>(known - loadgen::outcome_names.begin())] =
                count.get<std::uint64_t>();
    }
    return outcomes;
}

loadgen::StageLabel read_stage(const Cursor& at) {
    return {at.text("name"), at.duration("duration_ns"), at.flag("measured")};
}

loadgen::StepLabel read_step(const Cursor& at) {
    return {at.text("flow"), at.text("name"), at.text("method"), at.text("route"), at.texts("checks")};
}

loadgen::Cell read_cell(const Cursor& at) {
    loadgen::Cell cell;
    cell.response_time = read_histogram<9>(at.at("response_time_ns"));
    cell.service_time = read_histogram<9>(at.at("service_time_ns"));
    cell.outcomes = read_outcomes(at.at("outcomes"));
    cell.failed_checks = at.counts("failed_checks");
    cell.bytes_sent = at.count("bytes_sent");
    cell.bytes_received = at.count("bytes_received");
    return cell;
}

loadgen::Outcome read_outcome(const Cursor& at) {
    return static_cast<loadgen::Outcome>(at.choice("outcome", loadgen::outcome_names));
}

int read_status(const Cursor& at) { return static_cast<int>(at.integer("status", 0, 999)); }

std::uint32_t read_index(const Cursor& at, std::string_view key, std::size_t bound) {
    return static_cast<std::uint32_t>(at.count_below(key, bound));
}

loadgen::Slice read_slice(const Cursor& at, const RunResult& run) {
    loadgen::Slice slice;
    slice.due = at.count("due");
    slice.sent = at.count("sent");
    for (const auto& item : at.items("endings")) {
        const loadgen::Ending ending{read_index(item, "step", run.steps.size()), read_outcome(item),
                                     read_status(item)};
        auto& count = slice.endings[ending];
        count.requests = item.count("requests");
        count.response_seconds = item.number("response_seconds");
        count.at_most_bound = item.counts("at_most_bound");
        if (count.at_most_bound.size() > run.bounds.size())
            item.complain("more bounds counted than there are");
    }
    return slice;
}

loadgen::Window read_window(const Cursor& at, const RunResult& run) {
    loadgen::Window window;
    for (const auto& item : at.items())
        window.push_back({read_index(item, "step", run.steps.size()),
                          base::PackedHistogram<5>(read_histogram<5>(item.at("response_time_ns"))),
                          base::PackedHistogram<5>(read_histogram<5>(item.at("service_time_ns")))});
    return window;
}

loadgen::RequestSample read_sample(const Cursor& at, const RunResult& run) {
    loadgen::RequestSample sample;
    sample.step = read_index(at, "step", run.steps.size());
    sample.stage = read_index(at, "stage", run.stages.size());
    sample.outcome = read_outcome(at);
    sample.status = read_status(at);
    if (const auto trace_id = base::parse_trace_id(at.text("trace_id")))
        sample.trace_id = *trace_id;
    else
        at.at("trace_id").complain("expected 32 lower-case hex digits");
    sample.due = at.duration("due_ns");
    sample.response_time = at.duration("response_time_ns");
    sample.service_time = at.duration("service_time_ns");
    sample.detail = at.text("detail");
    return sample;
}

loadgen::Honesty read_honesty(const Cursor& at) {
    loadgen::Honesty honesty;
    honesty.transport = at.text("transport");
    honesty.note = at.text("note");
    honesty.pacing = at.text("pacing");
    honesty.send_lag = read_histogram<9>(at.at("send_lag_ns"));
    honesty.connection_wait = read_histogram<9>(at.at("connection_wait_ns"));
    honesty.busiest_thread_cpu = at.number("busiest_thread_cpu");
    honesty.cpu_time = at.duration("cpu_time_ns");
    honesty.connections_opened = at.count("connections_opened");
    honesty.threads = read_index(at, "threads", std::numeric_limits<std::uint32_t>::max());
    honesty.connections = read_index(at, "connections", std::numeric_limits<std::uint32_t>::max());
    return honesty;
}

base::Duration read_bound(const Cursor& at) {
    const auto* value = at.node().get_ptr<const std::uint64_t*>();
    if (value != nullptr && *value < recorded_max) return base::Duration{static_cast<std::int64_t>(*value)};
    at.complain("expected whole nanoseconds");
    return base::Duration{0};
}

void read_totals(const Cursor& at, RunResult& run) {
    run.started_at = base::WallTime{base::Duration{at.integer("started_at_ns", 0, wall_nanoseconds_max)}};
    run.scheduled = at.duration("scheduled_ns");
    run.took = at.duration("took_ns");
    run.due = at.count("due");
    run.sent = at.count("sent");
    run.promised_flows = at.count("promised_flows");
    run.started_flows = at.count("started_flows");
    run.interrupted = at.flag("interrupted");
    run.users = read_index(at, "users", std::numeric_limits<std::uint32_t>::max());
    run.slice_width = at.duration("slice_width_ns");
    run.window_width = at.duration("window_width_ns");
}

void read_labels(const Cursor& at, RunResult& run) {
    run.stages = at.list("stages", read_stage);
    if (run.stages.size() > stages_max) at.at("stages").complain("more than 1,000 stages");
    run.steps = at.list("steps", read_step);
    run.bounds = at.list("bounds_ns", read_bound);
}

void read_cells(const Cursor& at, RunResult& run) {
    for (const auto& stage : at.items("cells")) {
        auto& cells = run.cells.emplace_back();
        for (const auto& cell : stage.items()) cells.push_back(read_cell(cell));
        if (cells.size() != run.steps.size()) stage.complain("expected a cell for every step");
    }
    const bool square = run.cells.empty() || run.cells.size() == run.stages.size();
    if (!square) at.at("cells").complain("expected cells for every stage");
}

} // namespace

RunResult read_result(const Cursor& at) {
    RunResult run;
    read_totals(at, run);
    read_labels(at, run);
    read_cells(at, run);
    run.honesty = read_honesty(at.at("honesty"));
    const auto sample = [&run](const Cursor& item) { return read_sample(item, run); };
    run.failed = at.list("failed", sample);
    run.slowest = at.list("slowest", sample);
    run.slices = at.list("slices", [&run](const Cursor& item) { return read_slice(item, run); });
    run.windows = at.list("windows", [&run](const Cursor& item) { return read_window(item, run); });
    const auto slices_length = base::in_seconds(run.slice_width) * static_cast<double>(run.slices.size());
    if (slices_length > slices_seconds_max) at.at("slices").complain("together they are longer than any run");
    return run;
}

} // namespace redline::reports
