#include "redline/language/engine_words.hpp"
#include "redline/language/read_scenario.hpp"
#include "sections.hpp"

namespace redline::language {

namespace {

loadgen::Users read_users_mapping(const yaml::Node& node, yaml::Diagnostics& diagnostics) {
    loadgen::Users users;
    yaml::MappingReader reader(node, "users", diagnostics);
    users.count = read_from_one(reader.required("count"), users_max, diagnostics).value_or(1);
    users.think_time = yaml::read_as(reader.optional("think_time"), diagnostics, base::parse_duration)
                           .value_or(base::Duration(0));
    users.iteration =
        read_some_time(reader.optional("iteration"), "an iteration", diagnostics).value_or(base::Duration(0));
    const auto* jitter = reader.optional("jitter");
    users.jitter = yaml::read_as(jitter, diagnostics, base::parse_share).value_or(base::Share{}).ratio;
    if (jitter != nullptr && node.find("think_time") == nullptr && node.find("iteration") == nullptr)
        yaml::report(diagnostics, *jitter, "there is no time here to vary",
                     "add `think_time` or `iteration`, or leave `jitter` out");
    reader.finish();
    return users;
}

/// How many, or a mapping.
std::optional<loadgen::Users> read_users(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    if (node == nullptr) return std::nullopt;
    if (node->kind == yaml::Kind::mapping) return read_users_mapping(*node, diagnostics);
    return loadgen::Users{.count = read_from_one(node, users_max, diagnostics).value_or(1)};
}

std::uint64_t read_flows_max(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto flows = yaml::read_count(node, diagnostics);
    if (flows && *flows == 0)
        yaml::report(diagnostics, *node, "a run of no flows is none", "leave `flows_max` out for no limit");
    return flows.value_or(0);
}

} // namespace

void read_pacing(yaml::MappingReader& reader, loadgen::Plan& plan) {
    auto& diagnostics = reader.diagnostics();
    plan.users = read_users(reader.optional("users"), diagnostics);
    plan.flows_max = read_flows_max(reader.optional("flows_max"), diagnostics);
    if (const auto choice = yaml::read_choice(reader.optional("pacing"), pacing_words, diagnostics))
        plan.pacing = static_cast<loadgen::Pacing>(*choice);
    const auto* late = reader.optional("late");
    if (const auto choice = yaml::read_choice(late, late_words, diagnostics))
        plan.late = static_cast<loadgen::Late>(*choice);
    if (plan.users && plan.late == loadgen::Late::drop)
        yaml::report(diagnostics, *late, "users send when they are ready, which is never late",
                     "leave `late` out, or give a rate instead of `users`");
}

} // namespace redline::language
