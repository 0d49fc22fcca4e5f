/// Why this exists: read_scenario reads a file section by section, a source file each; these are the seams
/// between them. Each reader takes a section's node (null where the file has none), reports what is wrong,
/// and answers what it could read.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "redline/language/scenario.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::language {

/// What `defaults` gives every step.
struct Defaults {
    base::Duration timeout = loadgen::Plan{}.timeout;
    std::vector<HeaderTemplate> headers;
};

/// The flows, and their steps in the order of Plan::steps.
struct FlowsRead {
    std::vector<loadgen::Flow> flows;
    std::vector<loadgen::StepLabel> steps;
    std::vector<RequestParts> requests;
    std::vector<std::vector<Check>> checks;
};

/// One step, its header defaults already merged in.
struct StepRead {
    loadgen::StepLabel label;
    RequestParts request;
    std::vector<Check> checks;
};

/// What stages must know of the rest of the scenario.
struct StageContext {
    bool users = false;           ///< the scenario has users, so stages have no rate
    std::filesystem::path folder; ///< where a recorded curve is looked for
};

/// Users, pacing, late and flows_max of the scenario's own mapping.
void read_pacing(yaml::MappingReader& reader, loadgen::Plan& plan);
std::vector<loadgen::Stage> read_stages(const yaml::Node* stages, const StageContext& context,
                                        yaml::Diagnostics& diagnostics);
/// `stage` has its duration, or zero where that is wrong or left to a recorded curve.
void read_arrival_rate(const yaml::Node& node, const std::filesystem::path& folder, loadgen::Stage& stage,
                       yaml::Diagnostics& diagnostics);
std::vector<LeadSource> read_sources(const yaml::Node* data, yaml::Diagnostics& diagnostics);
Defaults read_defaults(const yaml::Node* defaults, const RecordNames& names, yaml::Diagnostics& diagnostics);
FlowsRead read_flows(const yaml::Node* flows, const RecordNames& names, const Defaults& defaults,
                     yaml::Diagnostics& diagnostics);
StepRead read_step(const yaml::Node& step, const RecordNames& names, const Defaults& defaults,
                   yaml::Diagnostics& diagnostics);

/// The keys of the wire, into plan.wire, plan.backend and plan.target.unix_socket.
void read_wire(yaml::MappingReader& scenario, const std::filesystem::path& folder, loadgen::Plan& plan);

/// Reports each key of `mapping` that only a later version of the language knows, and marks it as asked for.
void refuse_later_keys(yaml::MappingReader& reader, const yaml::Node& mapping,
                       std::span<const std::string_view> later_keys);

/// A name: not empty, one line, at most 100 bytes.
std::string read_name(const yaml::Node* node, yaml::Diagnostics& diagnostics);

/// A whole number from 1 to `max`.
std::optional<unsigned> read_from_one(const yaml::Node* node, unsigned max, yaml::Diagnostics& diagnostics);

/// A duration no run could outlast: at most 30 days.
std::optional<base::Duration> read_time(const yaml::Node* node, yaml::Diagnostics& diagnostics);

/// The same, not zero; `what` begins a sentence: "a period".
std::optional<base::Duration> read_some_time(const yaml::Node* node, std::string_view what,
                                             yaml::Diagnostics& diagnostics);

/// A list with at least one item.
std::span<const yaml::Node> read_some_items(const yaml::Node* node, std::string_view what,
                                            yaml::Diagnostics& diagnostics);

/// Remembers the names of one list and reports one that is there already.
class UniqueNames {
  public:
    /// `what` is the plural of what is named: "stages".
    explicit UniqueNames(std::string what) : what_(std::move(what)) {}
    void add(const std::string& name, const yaml::Node* node, yaml::Diagnostics& diagnostics);

  private:
    std::string what_;
    std::set<std::string> seen_;
};

} // namespace redline::language
