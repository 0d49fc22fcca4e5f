#include "redline/scenarios/target_gauges.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

namespace redline::scenarios {

namespace {

constexpr std::array<std::string_view, 4> limit_words{"_max", "_limit", "_capacity", "_size"};
constexpr std::array<std::string_view, 8> use_words{"_in_use", "_used",  "_active", "_busy",
                                                    "_open",   "_depth", "_length", "_current"};
constexpr std::array<std::string_view, 4> waiting_words{"queue", "pending", "backlog", "waiting"};
constexpr std::string_view type_line = "# TYPE ";

std::string_view name_in(std::string_view sample) { return sample.substr(0, sample.find('{')); }

/// The name without the first of `endings` it has.
template <class Endings>
std::string_view without_ending(std::string_view name, const Endings& endings) {
    for (const std::string_view ending : endings)
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return name;
}

/// `name{labels} value` as its two parts. Label values may hold blanks; the value is the first word behind
/// them.
std::optional<std::pair<std::string, double>> read_sample(std::string_view line) {
    const auto labels_end = line.rfind('}');
    const auto split = line.find(' ', labels_end == std::string_view::npos ? 0 : labels_end);
    if (split == std::string_view::npos) return std::nullopt;
    auto text = line.substr(split);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{}) return std::nullopt;
    return std::pair(std::string(line.substr(0, split)), value);
}

/// `# TYPE name gauge`: the name.
std::optional<std::string> declared_gauge(std::string_view line) {
    constexpr std::string_view kind = " gauge";
    if (!line.starts_with(type_line) || !line.ends_with(kind)) return std::nullopt;
    return std::string(line.substr(type_line.size(), line.size() - type_line.size() - kind.size()));
}

/// The gauge that says how much of `sample` there is; 0 for none.
double limit_of(const std::string& sample, const Gauges& gauges) {
    const auto name = name_in(sample);
    const auto stem = std::string(without_ending(name, use_words));
    const auto labels = sample.substr(name.size());
    for (const auto word : limit_words)
        if (const auto limit = gauges.find(stem + std::string(word) + labels);
            limit != gauges.end() && limit->first != sample)
            return limit->second;
    return 0;
}

bool is_limit(std::string_view sample) {
    const auto name = name_in(sample);
    return without_ending(name, limit_words) != name;
}

bool is_waiting_work(std::string_view sample) {
    const auto name = name_in(sample);
    return std::any_of(waiting_words.begin(), waiting_words.end(),
                       [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

} // namespace

Gauges read_gauges(std::string_view page) {
    Gauges gauges;
    std::set<std::string, std::less<>> declared;
    while (!page.empty()) {
        const auto end = std::min(page.find('\n'), page.size());
        const auto line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        if (auto name = declared_gauge(line)) declared.insert(std::move(*name));
        if (line.starts_with('#') || !declared.contains(name_in(line.substr(0, line.find(' '))))) continue;
        if (auto sample = read_sample(line)) gauges.insert(std::move(*sample));
    }
    return gauges;
}

std::vector<reports::GaugeUse> gauge_uses(const Gauges& before, const Gauges& after) {
    std::vector<reports::GaugeUse> uses;
    for (const auto& [sample, value] : after) {
        const auto limit = limit_of(sample, after);
        const bool waiting = limit <= 0 && !is_limit(sample) && is_waiting_work(sample);
        if (limit <= 0 && !waiting) continue;
        const auto earlier = before.find(sample);
        uses.push_back({sample, earlier == before.end() ? value : earlier->second, value, limit});
    }
    return uses;
}

} // namespace redline::scenarios
