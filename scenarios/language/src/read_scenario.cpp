#include "redline/language/read_scenario.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include <fmt/format.h>

#include "node_place.hpp"
#include "redline/base/random.hpp"
#include "redline/language/target_url.hpp"
#include "sections.hpp"

namespace redline::language {

namespace {

constexpr std::array<std::string_view, 2> later_keys = {"secrets", "metrics"};

/// Reads the sections of one file into a scenario.
class ScenarioReader {
  public:
    ScenarioReader(const yaml::Node& file, std::filesystem::path path, yaml::Diagnostics& diagnostics)
        : file_(file), diagnostics_(diagnostics), reader_(file, "the scenario", diagnostics) {
        scenario_.file = std::move(path);
    }

    Scenario read(std::optional<std::uint64_t> seed) {
        read_version();
        scenario_.name = read_name(reader_.required("name"), diagnostics_);
        read_target();
        read_seed(seed);
        read_pacing(reader_, scenario_.plan);
        read_generator();
        read_wire(reader_, scenario_.file.parent_path(), scenario_.plan);
        read_load();
        read_promises();
        refuse_later_keys(reader_, file_, later_keys);
        reader_.finish();
        return std::move(scenario_);
    }

  private:
    void read_version() {
        const auto* node = reader_.required("version");
        const auto version = yaml::read_count(node, diagnostics_);
        if (version && *version != 1)
            yaml::report(diagnostics_, *node,
                         fmt::format("version {} of the scenario language is not known", *version),
                         "write version: 1");
    }

    void read_target() {
        if (auto target = yaml::read_as(reader_.required("target"), diagnostics_, parse_target))
            scenario_.plan.target = std::move(*target);
        for (const auto& item : yaml::read_items(reader_.optional("allow_hosts"), diagnostics_)) {
            auto host = yaml::read_text(&item, diagnostics_);
            if (!host) continue;
            if (!is_host(*host))
                yaml::report(diagnostics_, item, fmt::format("`{}` is not a host", *host),
                             "write its name or address alone: staging.example.com");
            scenario_.allow_hosts.push_back(std::move(*host));
        }
    }

    void read_seed(std::optional<std::uint64_t> given) {
        const auto written = yaml::read_count(reader_.optional("seed"), diagnostics_);
        scenario_.plan.seed = given ? *given : written ? *written : base::fresh_seed();
    }

    void read_generator() {
        auto& plan = scenario_.plan;
        const auto fallback = plan.users ? std::max(plan.connections, plan.users->count) : plan.connections;
        plan.connections =
            read_from_one(reader_.optional("connections"), connections_max, diagnostics_).value_or(fallback);
        const auto* threads = reader_.optional("threads");
        plan.threads = read_from_one(threads, threads_max, diagnostics_).value_or(plan.threads);
        if (threads != nullptr && plan.threads > plan.connections)
            yaml::report(diagnostics_, *threads, "there are more threads than connections",
                         "each thread keeps at least one");
    }

    void read_load() {
        auto& plan = scenario_.plan;
        scenario_.sources = read_sources(reader_.optional("data"), diagnostics_);
        RecordNames names;
        for (const auto& source : scenario_.sources) names.push_back(source.name);
        const StageContext context{plan.users.has_value(), scenario_.file.parent_path()};
        plan.stages = read_stages(reader_.required("stages"), context, diagnostics_);
        const auto defaults = read_defaults(reader_.optional("defaults"), names, diagnostics_);
        plan.timeout = defaults.timeout;
        auto flows = read_flows(reader_.required("flows"), names, defaults, diagnostics_);
        plan.flows = std::move(flows.flows);
        plan.steps = std::move(flows.steps);
        scenario_.checks = std::move(flows.checks);
        for (const auto& parts : flows.requests) scenario_.requests.push_back(lay_out(parts, plan.target));
    }

    void read_promises() {
        for (const auto& item : yaml::read_items(reader_.optional("thresholds"), diagnostics_))
            read_threshold(item);
        for (const auto& item : yaml::read_items(reader_.optional("rules"), diagnostics_))
            read_rule_path(item);
    }

    void read_threshold(const yaml::Node& item) {
        const auto text = yaml::read_text(&item, diagnostics_);
        if (!text) return;
        auto threshold = reports::parse_threshold(*text, item.place);
        if (!threshold) return report_error(threshold.error(), item, diagnostics_);
        base::Error unknown;
        unknown.diagnostics = reports::unknown_names(*threshold, names_of(scenario_.plan.steps),
                                                     names_of(scenario_.plan.stages));
        if (!unknown.diagnostics.empty()) report_error(unknown, item, diagnostics_);
        scenario_.thresholds.push_back(std::move(*threshold));
    }

    template <class Named>
    static std::vector<std::string_view> names_of(const std::vector<Named>& list) {
        std::vector<std::string_view> names;
        for (const auto& named : list)
            if (std::find(names.begin(), names.end(), named.name) == names.end()) names.push_back(named.name);
        return names;
    }

    void read_rule_path(const yaml::Node& item) {
        const auto text = yaml::read_text(&item, diagnostics_);
        if (!text) return;
        auto path = scenario_.file.parent_path() / *text;
        std::error_code code;
        if (!std::filesystem::is_regular_file(path, code))
            yaml::report(diagnostics_, item, fmt::format("there is no rule file `{}`", path.string()),
                         "paths are relative to the scenario's folder");
        scenario_.rules.push_back(std::move(path));
    }

    const yaml::Node& file_;
    yaml::Diagnostics& diagnostics_;
    yaml::MappingReader reader_;
    Scenario scenario_;
};

bool overlap(const base::Place& a, const base::Place& b) {
    return a.source == b.source && a.line == b.line && a.column < b.column + b.length &&
           b.column < a.column + a.length;
}

/// A value that could not be filled in is wrong for that reason alone: what it then seemed to be says
/// nothing.
void drop_consequences(yaml::Diagnostics& diagnostics, std::size_t causes) {
    const auto first = diagnostics.begin() + static_cast<std::ptrdiff_t>(causes);
    const auto is_consequence = [&](const base::Diagnostic& diagnostic) {
        return std::any_of(diagnostics.begin(), first, [&](const base::Diagnostic& cause) {
            return overlap(cause.place, diagnostic.place);
        });
    };
    diagnostics.erase(std::remove_if(first, diagnostics.end(), is_consequence), diagnostics.end());
}

} // namespace

base::Result<Scenario> read_scenario(const std::filesystem::path& path, const ReadOptions& options) {
    auto file = yaml::read_file(path);
    if (!file) return tl::unexpected(file.error());
    yaml::Diagnostics diagnostics;
    apply_overrides(*file, options.set, diagnostics);
    fill_environment(*file, options.environment, diagnostics);
    const auto causes = diagnostics.size();
    auto scenario = ScenarioReader(*file, path, diagnostics).read(options.seed);
    drop_consequences(diagnostics, causes);
    if (!diagnostics.empty()) return base::failure(std::move(diagnostics));
    return scenario;
}

} // namespace redline::language
