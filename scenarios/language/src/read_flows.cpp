#include <array>

#include <fmt/format.h>

#include "redline/language/read_scenario.hpp"
#include "sections.hpp"
#include "wire_words.hpp"

namespace redline::language {

namespace {

constexpr std::array<std::string_view, 2> later_keys = {"think", "users"};

double read_weight(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto weight = yaml::read_number(node, diagnostics);
    if (weight && !(*weight > 0))
        yaml::report(diagnostics, *node, "a weight is more than 0", "leave the flow out instead");
    return weight.value_or(1);
}

class FlowsReader {
  public:
    FlowsReader(const RecordNames& names, const Defaults& defaults, yaml::Diagnostics& diagnostics)
        : names_(names), defaults_(defaults), diagnostics_(diagnostics) {}

    FlowsRead read(const yaml::Node* node) {
        for (const auto& item : read_some_items(node, "flow", diagnostics_)) read_flow(item);
        if (node != nullptr && read_.steps.size() > steps_max)
            yaml::report(diagnostics_, *node, fmt::format("a scenario has at most {} steps", steps_max));
        return std::move(read_);
    }

  private:
    void read_flow(const yaml::Node& node) {
        loadgen::Flow flow;
        yaml::MappingReader reader(node, "a flow", diagnostics_);
        const auto* name = reader.required("name");
        flow.name = read_name(name, diagnostics_);
        flow_names_.add(flow.name, name, diagnostics_);
        flow.weight = read_weight(reader.optional("weight"), diagnostics_);
        UniqueNames step_names("steps of this flow");
        for (const auto& item : read_some_items(reader.required("steps"), "step", diagnostics_))
            flow.steps.push_back(add_step(item, flow.name, step_names));
        refuse_later_keys(reader, node, later_keys);
        reader.finish();
        read_.flows.push_back(std::move(flow));
    }

    std::uint32_t add_step(const yaml::Node& node, const std::string& flow, UniqueNames& step_names) {
        auto step = read_step(node, names_, defaults_, diagnostics_);
        const auto* name = node.find("name");
        step_names.add(step.label.name, name == nullptr ? &node : name, diagnostics_);
        step.label.flow = flow;
        read_.steps.push_back(std::move(step.label));
        read_.requests.push_back(std::move(step.request));
        read_.checks.push_back(std::move(step.checks));
        return static_cast<std::uint32_t>(read_.steps.size() - 1);
    }

    const RecordNames& names_;
    const Defaults& defaults_;
    yaml::Diagnostics& diagnostics_;
    UniqueNames flow_names_{"flows"};
    FlowsRead read_;
};

} // namespace

Defaults read_defaults(const yaml::Node* node, const RecordNames& names, yaml::Diagnostics& diagnostics) {
    Defaults defaults;
    if (node == nullptr) return defaults;
    yaml::MappingReader reader(*node, "defaults", diagnostics);
    if (const auto timeout = yaml::read_as(reader.optional("timeout"), diagnostics, parse_timeout))
        defaults.timeout = *timeout;
    if (const auto* headers = reader.optional("headers"))
        defaults.headers = read_headers(*headers, names, diagnostics);
    reader.finish();
    return defaults;
}

FlowsRead read_flows(const yaml::Node* flows, const RecordNames& names, const Defaults& defaults,
                     yaml::Diagnostics& diagnostics) {
    return FlowsReader(names, defaults, diagnostics).read(flows);
}

} // namespace redline::language
