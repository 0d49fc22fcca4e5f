#include <array>

#include <fmt/format.h>

#include "redline/language/read_scenario.hpp"
#include "sections.hpp"

namespace redline::language {

namespace {

constexpr std::array<std::string_view, 2> later_keys = {"burst", "users"};

struct Ramp {
    base::Rate from, to;
};

/// `20/s`, or `20/s to 200/s`.
base::Result<Ramp> parse_ramp(std::string_view text) {
    constexpr std::string_view separator = " to ";
    const auto at = text.find(separator);
    const auto from = base::parse_rate(text.substr(0, at));
    const auto to =
        at == std::string_view::npos ? from : base::parse_rate(text.substr(at + separator.size()));
    if (!from || !to)
        return base::failure(base::ErrorCode::invalid_input, fmt::format("`{}` is not an arrival rate", text),
                             "write a rate or a ramp: 200/s, 20/s to 200/s");
    if (std::max(from->per_second, to->per_second) > arrival_rate_max.per_second)
        return base::failure(base::ErrorCode::invalid_input, "an arrival rate is at most 10M/s");
    return Ramp{*from, *to};
}

base::Result<base::Duration> parse_stage_duration(std::string_view text) {
    const auto duration = base::parse_duration(text);
    if (!duration || *duration > base::Duration::zero()) return duration;
    return base::failure(base::ErrorCode::invalid_input, "a stage takes some time",
                         "leave the stage out instead");
}

loadgen::Stage read_stage(const yaml::Node& node, UniqueNames& names, yaml::Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 2> arrivals = {"regular", "poisson"};
    loadgen::Stage stage;
    yaml::MappingReader reader(node, "a stage", diagnostics);
    const auto* name = reader.required("name");
    stage.name = read_name(name, diagnostics);
    names.add(stage.name, name, diagnostics);
    if (const auto duration = yaml::read_as(reader.required("duration"), diagnostics, parse_stage_duration))
        stage.duration = *duration;
    if (const auto ramp = yaml::read_as(reader.required("arrival_rate"), diagnostics, parse_ramp)) {
        stage.from = ramp->from;
        stage.to = ramp->to;
    }
    if (const auto choice = yaml::read_choice(reader.optional("arrivals"), arrivals, diagnostics))
        stage.arrivals = static_cast<loadgen::Arrivals>(*choice);
    stage.measured = yaml::read_flag(reader.optional("measure"), diagnostics).value_or(true);
    refuse_later_keys(reader, node, later_keys);
    reader.finish();
    return stage;
}

/// What is wrong with all stages together; asked only when each alone is right.
void check_whole(const std::vector<loadgen::Stage>& stages, const yaml::Node& node,
                 yaml::Diagnostics& diagnostics) {
    double flows = 0;
    double seconds = 0;
    bool measured = false;
    for (const auto& stage : stages) {
        seconds += base::in_seconds(stage.duration);
        flows += base::in_seconds(stage.duration) * (stage.from.per_second + stage.to.per_second) / 2;
        measured = measured || stage.measured;
    }
    if (seconds > base::in_seconds(stages_duration_max))
        yaml::report(diagnostics, node, "the stages take more than 30 days together");
    if (flows < 1) yaml::report(diagnostics, node, "these stages start no flow at all");
    if (!measured)
        yaml::report(diagnostics, node, "no stage is measured", "leave `measure: false` to the warm-up");
}

} // namespace

std::vector<loadgen::Stage> read_stages(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto before = diagnostics.size();
    std::vector<loadgen::Stage> stages;
    UniqueNames names("stages");
    for (const auto& item : read_some_items(node, "stage", diagnostics))
        stages.push_back(read_stage(item, names, diagnostics));
    if (node != nullptr && diagnostics.size() == before) check_whole(stages, *node, diagnostics);
    return stages;
}

} // namespace redline::language
