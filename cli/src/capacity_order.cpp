#include "capacity_order.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "redline/language/read_scenario.hpp"

namespace redline::cli {

namespace {

constexpr double precision_min = 0.005;
constexpr double precision_max = 0.5;

tl::unexpected<base::Error> mistake(std::string message, std::string hint) {
    return base::failure(base::ErrorCode::invalid_input, std::move(message), std::move(hint));
}

/// Reads an option's value, naming the option where it cannot.
template <class Value>
base::Result<Value> read(std::string_view option, const std::string& text,
                         base::Result<Value> (*parse)(std::string_view)) {
    auto value = parse(text);
    if (!value) value.error().message = fmt::format("{}: {}", option, value.error().message);
    return value;
}

base::Result<double> rate_of(std::string_view option, const std::string& text) {
    const auto rate = read(option, text, base::parse_rate);
    if (!rate) return tl::unexpected(rate.error());
    if (rate->per_second > 0 && rate->per_second <= language::arrival_rate_max.per_second)
        return rate->per_second;
    return mistake(
        fmt::format("{}: `{}` is not a rate that can be offered", option, text),
        fmt::format("write a rate above 0 and at most {}", base::to_text(language::arrival_rate_max)));
}

base::Result<reports::SearchOptions> search_of(const CapacityOptions& options) {
    const auto from = rate_of("--from", options.from);
    if (!from) return tl::unexpected(from.error());
    const auto to = rate_of("--to", options.to);
    if (!to) return tl::unexpected(to.error());
    if (*to <= *from)
        return mistake(fmt::format("--to {} is not above --from {}", options.to, options.from),
                       "the search goes upwards, from a rate that should hold to one that should not");
    const auto precision = read("--precision", options.precision, base::parse_share);
    if (!precision) return tl::unexpected(precision.error());
    if (precision->ratio < precision_min || precision->ratio > precision_max)
        return mistake(fmt::format("--precision: `{}` is out of range", options.precision),
                       "write a percentage from 0.5% to 50%: how wide the interval may be that is answered");
    return reports::SearchOptions{*from, *to, precision->ratio};
}

base::Result<reports::Threshold> slo_of(const std::string& text, const language::Scenario& scenario) {
    const auto source = std::make_shared<const base::SourceText>(base::SourceText{"--slo", text});
    auto slo = reports::parse_threshold(text, {source, 1, 1, std::max(1, static_cast<int>(text.size()))});
    if (!slo) return slo;
    std::vector<std::string_view> steps;
    for (const auto& step : scenario.plan.steps) steps.push_back(step.name);
    constexpr std::array stages{scenarios::probe_stage};
    if (auto unknown = reports::unknown_names(*slo, steps, stages); !unknown.empty())
        return base::failure(std::move(unknown));
    return slo;
}

/// Those of the command line; without any, those of the scenario that name no stage.
base::Result<std::vector<reports::Threshold>> slos_of(const CapacityOptions& options,
                                                      const language::Scenario& scenario) {
    std::vector<reports::Threshold> slos;
    for (const auto& text : options.slos) {
        auto slo = slo_of(text, scenario);
        if (!slo) return tl::unexpected(slo.error());
        slos.push_back(std::move(*slo));
    }
    if (slos.empty())
        std::copy_if(scenario.thresholds.begin(), scenario.thresholds.end(), std::back_inserter(slos),
                     [](const reports::Threshold& threshold) { return !threshold.stage; });
    if (!slos.empty()) return slos;
    return mistake("there is no SLO to keep", "add --slo \"p99 < 250ms\", or thresholds to the scenario");
}

base::Result<void> set_times(const CapacityOptions& options, scenarios::CapacityOrder& order) {
    constexpr base::Duration probe_min = std::chrono::milliseconds(500);
    for (const auto& [option, text, time] : {std::tuple{"--probe", &options.probe, &order.probe},
                                             {"--settle", &options.settle, &order.settle},
                                             {"--max-time", &options.max_time, &order.time_max}}) {
        const auto read_time = read(option, *text, base::parse_duration);
        if (!read_time) return tl::unexpected(read_time.error());
        *time = *read_time;
    }
    if (order.probe < probe_min)
        return mistake(fmt::format("--probe: `{}` is too short to judge by", options.probe),
                       "write 500ms or more");
    if (order.settle + order.probe > order.time_max)
        return mistake(fmt::format("--max-time: not even one probe fits into `{}`", options.max_time),
                       "allow more time, or shorten --probe and --settle");
    return {};
}

} // namespace

base::Result<CapacityTask> resolve(const CapacityOptions& options) {
    CapacityTask task;
    auto search = search_of(options);
    if (!search) return tl::unexpected(search.error());
    task.order.search = *search;
    if (auto times = set_times(options, task.order); !times) return tl::unexpected(times.error());
    auto run = resolve(options.run);
    if (!run) return tl::unexpected(run.error());
    auto slos = slos_of(options, *run->run.scenario);
    if (!slos) return tl::unexpected(slos.error());
    task.order.slos = std::move(*slos);
    task.order.run = std::move(run->run);
    task.out = run->out;
    return task;
}

} // namespace redline::cli
