#include <array>

#include "redline/language/read_scenario.hpp"
#include "redline/loadgen/schedule.hpp"
#include "sections.hpp"

namespace redline::language {

namespace {

constexpr std::array<std::string_view, 1> later_keys = {"burst"};

base::Result<base::Duration> parse_stage_duration(std::string_view text) {
    const auto duration = base::parse_duration(text);
    if (!duration || *duration > base::Duration::zero()) return duration;
    return base::failure(base::ErrorCode::invalid_input, "a stage takes some time",
                         "leave the stage out instead");
}

class StageReader {
  public:
    StageReader(const StageContext& context, yaml::Diagnostics& diagnostics)
        : context_(context), diagnostics_(diagnostics) {}

    loadgen::Stage read(const yaml::Node& node) {
        loadgen::Stage stage;
        yaml::MappingReader reader(node, "a stage", diagnostics_);
        const auto* name = reader.required("name");
        stage.name = read_name(name, diagnostics_);
        names_.add(stage.name, name, diagnostics_);
        context_.users ? read_length(reader, stage) : read_arrivals(reader, stage);
        stage.measured = yaml::read_flag(reader.optional("measure"), diagnostics_).value_or(true);
        refuse_users(node, reader);
        refuse_later_keys(reader, node, later_keys);
        reader.finish();
        return stage;
    }

  private:
    /// All a stage may say where users decide how much is sent.
    void read_length(yaml::MappingReader& reader, loadgen::Stage& stage) {
        read_duration(reader.required("duration"), stage);
        for (const auto* key : {"arrival_rate", "arrivals"})
            if (const auto* node = reader.optional(key))
                yaml::report(diagnostics_, *node, "with `users`, a stage only says for how long",
                             "take this out, or `users`: a scenario has rates or users, not both");
    }

    void read_arrivals(yaml::MappingReader& reader, loadgen::Stage& stage) {
        constexpr std::array<std::string_view, 2> arrivals = {"regular", "poisson"};
        const auto* rate = reader.required("arrival_rate");
        const bool recorded = rate != nullptr && rate->find("curve") != nullptr;
        read_duration(recorded ? reader.optional("duration") : reader.required("duration"), stage);
        if (rate != nullptr) read_arrival_rate(*rate, context_.folder, stage, diagnostics_);
        if (const auto choice = yaml::read_choice(reader.optional("arrivals"), arrivals, diagnostics_))
            stage.arrivals = static_cast<loadgen::Arrivals>(*choice);
    }

    void read_duration(const yaml::Node* node, loadgen::Stage& stage) {
        if (const auto duration = yaml::read_as(node, diagnostics_, parse_stage_duration))
            stage.duration = *duration;
    }

    void refuse_users(const yaml::Node& node, yaml::MappingReader& reader) {
        if (node.find("users") == nullptr) return;
        yaml::report(diagnostics_, *reader.optional("users"), "the users are the same through all stages",
                     "write `users` beside `stages`");
    }

    const StageContext& context_;
    yaml::Diagnostics& diagnostics_;
    UniqueNames names_{"stages"};
};

/// What is wrong with all stages together; asked only when each alone is right.
void check_whole(const std::vector<loadgen::Stage>& stages, bool users, const yaml::Node& node,
                 yaml::Diagnostics& diagnostics) {
    double flows = 0;
    double seconds = 0;
    bool measured = false;
    for (const auto& stage : stages) {
        seconds += base::in_seconds(stage.duration);
        flows += loadgen::shape_of(stage).total();
        measured = measured || stage.measured;
    }
    if (seconds > base::in_seconds(stages_duration_max))
        yaml::report(diagnostics, node, "the stages take more than 30 days together");
    if (flows < 1 && !users) yaml::report(diagnostics, node, "these stages start no flow at all");
    if (!measured)
        yaml::report(diagnostics, node, "no stage is measured", "leave `measure: false` to the warm-up");
}

} // namespace

std::vector<loadgen::Stage> read_stages(const yaml::Node* node, const StageContext& context,
                                        yaml::Diagnostics& diagnostics) {
    const auto before = diagnostics.size();
    std::vector<loadgen::Stage> stages;
    StageReader reader(context, diagnostics);
    for (const auto& item : read_some_items(node, "stage", diagnostics)) stages.push_back(reader.read(item));
    if (node != nullptr && diagnostics.size() == before)
        check_whole(stages, context.users, *node, diagnostics);
    return stages;
}

} // namespace redline::language
