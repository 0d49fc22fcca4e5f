#include "redline/alerting/rule_file.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "redline/yaml/reader.hpp"
#include "responsibility_reader.hpp"
#include "slo_reader.hpp"

namespace redline::alerting {

namespace {

void read_version(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto version = yaml::read_text(node, diagnostics);
    if (version && *version != "1")
        yaml::report(diagnostics, *node, fmt::format("this version reads `version: 1`, not `{}`", *version));
}

std::vector<Slo> read_slos(const yaml::Node* node, const Duties& inherited, Shelf& shelf,
                           yaml::Diagnostics& diagnostics) {
    std::vector<Slo> slos;
    std::set<std::string> names;
    const auto items = yaml::read_items(node, diagnostics);
    for (const auto& item : items) {
        slos.push_back(read_slo(item, inherited, shelf, diagnostics));
        const auto& name = slos.back().name;
        if (!name.empty() && !names.insert(name).second)
            yaml::report(diagnostics, *item.find("name"),
                         fmt::format("there is another SLO named `{}`", name));
    }
    if (node && node->kind == yaml::Kind::sequence && items.empty())
        yaml::report(diagnostics, *node, "a rule file has at least one SLO");
    return slos;
}

base::Result<RuleFile> rules_of(const yaml::Node& root, const std::filesystem::path& folder) {
    yaml::Diagnostics diagnostics;
    yaml::MappingReader reader(root, "a rule file", diagnostics);
    Shelf shelf(folder);
    RuleFile rules;
    rules.name = root.place.source->name;
    read_version(reader.required("version"), diagnostics);
    rules.service = read_filled_text(reader.required("service"), diagnostics).value_or("");
    const auto duties = read_duties(reader, {}, shelf);
    rules.slos = read_slos(reader.required("slos"), duties, shelf, diagnostics);
    refuse_later_keys(reader, root, {"baselines"});
    reader.finish();
    if (!diagnostics.empty()) return base::failure(std::move(diagnostics));
    return rules;
}

} // namespace

base::Result<RuleFile> read_rules(const std::filesystem::path& path) {
    const auto root = yaml::read_file(path);
    if (!root) return tl::unexpected(root.error());
    return rules_of(*root, path.parent_path());
}

base::Result<RuleFile> parse_rules(std::shared_ptr<const base::SourceText> source,
                                   const std::filesystem::path& folder) {
    const auto root = yaml::parse(std::move(source));
    if (!root) return tl::unexpected(root.error());
    return rules_of(*root, folder);
}

std::vector<base::Duration> latency_bounds(const RuleFile& rules) {
    std::set<base::Duration> bounds;
    for (const auto& slo : rules.slos)
        if (const auto* latency = std::get_if<LatencyIndicator>(&slo.indicator))
            bounds.insert(latency->slower_than);
    return {bounds.begin(), bounds.end()};
}

} // namespace redline::alerting
