#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "redline/reports/capacity.hpp"
#include "redline/reports/figures.hpp"

#include "shown.hpp"
#include "text_table.hpp"

namespace redline::reports {

namespace {

constexpr double fine_precision = 0.02;

/// A rate to as many digits as the precision asked for gives meaning to.
double rounded(double rate, double precision) {
    if (!(rate > 0) || !std::isfinite(rate)) return rate;
    const auto digits = precision < fine_precision ? 4 : 3;
    const auto unit = std::pow(10, std::floor(std::log10(rate)) - digits + 1);
    return std::round(rate / unit) * unit;
}

std::string asked_rate(const CapacityRecord& record, double rate) {
    return rate_text(rounded(rate, record.search.precision));
}

/// `[4,050, 4,300]`; an end that is not known is left open: `[4,050, …]`.
std::string interval(const CapacityRecord& record) {
    const auto end = [&](double rate) {
        if (rate <= 0 || !std::isfinite(rate)) return std::string("…");
        const auto text = asked_rate(record, rate);
        return text.substr(0, text.size() - 2);
    };
    return fmt::format("[{}, {}]", end(record.range.low), end(record.range.high));
}

std::string known_so_far(const CapacityRecord& record) {
    const auto& range = record.range;
    if (record.probes.empty()) return "nothing is known";
    if (range.low <= 0 && !std::isfinite(range.high)) return "the edge was not found";
    if (range.low <= 0) return fmt::format("the edge lies below {}", asked_rate(record, range.high));
    if (!std::isfinite(range.high)) return fmt::format("it holds {} at least", asked_rate(record, range.low));
    return fmt::format("the edge lies between {} and {}", asked_rate(record, range.low),
                       asked_rate(record, range.high));
}

std::string last_reason(const CapacityRecord& record, ProbeVerdict verdict) {
    for (auto probe = record.probes.rbegin(); probe != record.probes.rend(); ++probe)
        if (probe->verdict == verdict && !probe->reason.empty()) return ": " + shown(probe->reason, 300);
    return "";
}

Ink ink_of(CapacityEnd end) {
    const auto status = exit_status(end);
    if (status == 0) return Ink::good;
    return status == 1 ? Ink::bad : Ink::wary;
}

/// All probes of one rate.
struct RateRow {
    int held = 0;
    int judged = 0;
    int spoiled = 0;
    double throughput = 0;
    double in_flight = 0;
    double failed = 0;
    double p50 = 0;
    double p99 = 0;

    int probes() const { return judged + spoiled; }
};

std::map<double, RateRow> rows_of(const CapacityRecord& record) {
    std::map<double, RateRow> rows;
    for (const auto& probe : record.probes) {
        auto& row = rows[probe.rate];
        row.held += probe.verdict == ProbeVerdict::held ? 1 : 0;
        ++(probe.verdict == ProbeVerdict::spoiled ? row.spoiled : row.judged);
        row.throughput += probe.throughput;
        row.in_flight += probe.in_flight;
        row.failed += probe.failed_share;
        row.p50 += static_cast<double>(probe.p50.count());
        row.p99 += static_cast<double>(probe.p99.count());
    }
    return rows;
}

std::string held_text(const RateRow& row) {
    auto text = row.judged > 0 ? fmt::format("{} of {}", row.held, row.judged) : std::string("-");
    if (row.spoiled > 0) text += fmt::format(", {} spoiled", row.spoiled);
    return text;
}

std::string probes_table(const CapacityRecord& record, bool colour) {
    TextTable table{"rlrrrrr", {}};
    table.rows.push_back({{"rate", Ink::dim},
                          {"held", Ink::dim},
                          {"p50 ms", Ink::dim},
                          {"p99 ms", Ink::dim},
                          {"answered", Ink::dim},
                          {"in flight", Ink::dim},
                          {"failed", Ink::dim}});
    for (const auto& [rate, row] : rows_of(record)) {
        const auto mean = [&, probes = row.probes()](double sum) { return sum / probes; };
        table.rows.push_back({{rate_text(rate)},
                              {held_text(row)},
                              {milliseconds_text(static_cast<std::uint64_t>(mean(row.p50)))},
                              {milliseconds_text(static_cast<std::uint64_t>(mean(row.p99)))},
                              {rate_text(mean(row.throughput))},
                              {number_text(mean(row.in_flight), 2)},
                              {share_text(mean(row.failed))}});
    }
    return table.text(colour);
}

/// How exactly the knee is known: by the rates tried beside it.
std::string resolution(const Knee& knee) {
    if (knee.above <= 0) return "the lowest rate tried; it may lie below";
    return fmt::format("between {} and {}", rate_text(knee.above), rate_text(knee.below));
}

std::string knee_text(const CapacityRecord& record) {
    constexpr std::size_t rates_min = 3;
    if (rows_of(record).size() < rates_min) return "  not to be seen from so few rates\n";
    if (!record.knee)
        return "  not seen: throughput over response time still grew at the highest rate tried\n";
    return fmt::format("  {} ({}), where the mean response time is {}:\n"
                       "  beyond, a percent more load costs more than a percent of response time\n",
                       rate_text(record.knee->rate), resolution(*record.knee),
                       time_text(static_cast<std::uint64_t>(record.knee->response_seconds * 1e9)));
}

std::string band_text(const Band& band) {
    return fmt::format("{:.3g} [{:.2g}, {:.2g}]", band.value, band.low, band.high);
}

std::string scalability_text(const CapacityRecord& record) {
    if (!record.scalability) return fmt::format("  no curve: {}\n", shown(record.no_scalability, 200));
    const auto& fit = *record.scalability;
    return fmt::format("  ten times that, {}\n"
                       "  X(N) = λN / (1 + σ(N − 1) + κN(N − 1)): λ {}/s, σ {}, κ {};\n"
                       "  95 % bands; {} probes, {} off the curve\n",
                       reach_text(fit, rounded(10 * record.range.best, record.search.precision)),
                       band_text(fit.lambda), band_text(fit.sigma), band_text(fit.kappa), fit.points,
                       share_text(std::round(fit.scatter * 1000) / 1000));
}

std::string limits_text(const std::vector<ResourceLimit>& limits) {
    std::string text;
    for (const auto& sentence : limit_sentences(limits))
        text += fmt::format("    {}\n", shown(sentence, 300));
    return text;
}

/// Of a target nobody watched only what the generator saw can be said, and only where it was used up.
std::string unwatched_text(const CapacityRecord& record) {
    const auto seen = record.at_break.front().used_up ? limits_text(record.at_break) : std::string();
    return seen + "    the target was not watched: name it with --watch\n";
}

std::string limits_section(const CapacityRecord& record) {
    std::string text;
    if (record.knee && record.watched)
        text +=
            fmt::format("  at the knee, {}\n{}", rate_text(record.knee->rate), limits_text(record.at_knee));
    if (!record.at_break.empty())
        text += fmt::format("  up to the lowest rate that broke\n{}",
                            record.watched ? limits_text(record.at_break) : unwatched_text(record));
    return text;
}

std::string section(std::string_view name, const std::string& body, bool colour) {
    if (body.empty()) return {};
    return fmt::format("\n{}\n{}", inked(std::string(name), Ink::strong, colour), body);
}

} // namespace

std::string headline(const CapacityRecord& record) {
    const auto slos = shown(fmt::format("{}", fmt::join(record.slos, ", ")), 200);
    const auto known = known_so_far(record);
    switch (record.end) {
    case CapacityEnd::found:
        return fmt::format("holds {} {} with {}", asked_rate(record, record.range.best), interval(record),
                           slos);
    case CapacityEnd::above_to:
        return fmt::format("holds {}, the most that was asked for, with {}", rate_text(record.search.to),
                           slos);
    case CapacityEnd::below_from:
        return fmt::format("does not hold {} with {}{}", rate_text(record.search.from), slos,
                           last_reason(record, ProbeVerdict::broke));
    case CapacityEnd::generator:
        return fmt::format("undecided: the generator cannot offer {}; {}{}",
                           rate_text(rate_not_offered(answers_of(record.probes)).value_or(record.search.to)),
                           known, last_reason(record, ProbeVerdict::spoiled));
    case CapacityEnd::interrupted:
        return fmt::format("interrupted after {} probes: {}", record.probes.size(), known);
    default: break;
    }
    return fmt::format("undecided after {} probes in {}: {}, with {}", record.probes.size(),
                       seconds_text(record.took), known, slos);
}

std::string capacity_text(const CapacityRecord& record, bool colour) {
    auto text = inked(headline(record), ink_of(record.end), colour) + "\n";
    const auto& scenario = record.scenario;
    text += fmt::format("\n{} ({}, seed {}) against {}, {} probes of {} in {}\n", shown(scenario.name),
                        shown(scenario.file), scenario.seed, shown(scenario.target), record.probes.size(),
                        seconds_text(record.probe), seconds_text(record.took));
    if (record.probes.empty()) return text;
    text += section("Probes, means by rate", probes_table(record, colour), colour);
    text += section("The knee", knee_text(record), colour);
    text += section("Scalability", scalability_text(record), colour);
    return text + section("What limited it", limits_section(record), colour);
}

} // namespace redline::reports
