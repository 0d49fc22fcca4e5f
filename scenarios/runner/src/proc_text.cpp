#include "redline/scenarios/proc_text.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace redline::scenarios {

namespace {

constexpr std::string_view blanks = " \t:";

/// The line up to its end, and `text` moved behind it.
std::string_view next_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (true) {
        const auto begin = line.find_first_not_of(blanks);
        if (begin == std::string_view::npos) return words;
        const auto end = std::min(line.find_first_of(blanks, begin), line.size());
        words.push_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
}

std::optional<std::uint64_t> number_of(std::string_view word) {
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (code != std::errc{} || end == word.data()) return std::nullopt;
    return number;
}

std::uint64_t number_or_zero(std::string_view word) { return number_of(word).value_or(0); }

/// The first line whose first word is `key`, as words.
std::vector<std::string_view> line_of(std::string_view text, std::string_view key) {
    while (!text.empty())
        if (const auto words = words_of(next_line(text)); !words.empty() && words.front() == key)
            return words;
    return {};
}

/// `0-3` as 4, `7` as 1.
unsigned span_of(std::string_view range) {
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return number_of(range) ? 1 : 0;
    const auto first = number_of(range.substr(0, dash));
    const auto last = number_of(range.substr(dash + 1));
    return first && last && *last >= *first ? static_cast<unsigned>(*last - *first + 1) : 0;
}

} // namespace

std::optional<ThreadTimes> read_schedstat(std::string_view text) {
    const auto words = words_of(next_line(text));
    if (words.size() < 2 || !number_of(words[0]) || !number_of(words[1])) return std::nullopt;
    return ThreadTimes{base::Duration(number_or_zero(words[0])), base::Duration(number_or_zero(words[1]))};
}

std::optional<std::uint64_t> read_field(std::string_view text, std::string_view key) {
    const auto words = line_of(text, key);
    return words.size() < 2 ? std::nullopt : number_of(words[1]);
}

unsigned read_cores_allowed(std::string_view status) {
    const auto words = line_of(status, "Cpus_allowed_list");
    if (words.size() < 2) return 0;
    unsigned cores = 0;
    auto list = words[1];
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        cores += span_of(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return cores;
}

std::uint64_t read_descriptors_max(std::string_view limits) {
    constexpr std::string_view name = "Max open files";
    const auto at = limits.find(name);
    if (at == std::string_view::npos) return 0;
    auto rest = limits.substr(at + name.size());
    const auto words = words_of(next_line(rest));
    return words.empty() ? 0 : number_or_zero(words.front());
}

base::Duration read_pressure(std::string_view text) {
    for (const auto word : line_of(text, "some"))
        if (word.starts_with("total=")) return std::chrono::microseconds(number_or_zero(word.substr(6)));
    return base::Duration{0};
}

std::uint64_t read_accept_queue_drops(std::string_view netstat) {
    while (!netstat.empty()) {
        const auto names = words_of(next_line(netstat));
        const auto values = words_of(next_line(netstat));
        const auto value_under = [&](std::string_view name) {
            const auto at =
                static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
            return at < values.size() ? number_or_zero(values[at]) : 0;
        };
        if (const auto drops = std::max(value_under("ListenDrops"), value_under("ListenOverflows"));
            drops > 0)
            return drops;
    }
    return 0;
}

std::string read_cgroup(std::string_view text) {
    while (!text.empty())
        if (const auto line = next_line(text); line.starts_with("0::")) return std::string(line.substr(3));
    return {};
}

double read_quota(std::string_view cpu_max) {
    const auto words = words_of(next_line(cpu_max));
    if (words.size() < 2 || number_or_zero(words[1]) == 0) return 0;
    return static_cast<double>(number_or_zero(words[0])) / static_cast<double>(number_or_zero(words[1]));
}

MachineTicks read_machine_ticks(std::string_view stat) {
    MachineTicks ticks;
    const auto all = line_of(stat, "cpu");
    for (std::size_t i = 1; i < std::min<std::size_t>(all.size(), 9);
         ++i)                                                       // guest times are in user's already
        if (i != 4 && i != 5) ticks.busy += number_or_zero(all[i]); // idle, and idle waiting for a disk
    while (!stat.empty())
        if (const auto line = next_line(stat); line.starts_with("cpu") && !line.starts_with("cpu "))
            ++ticks.cores;
    return ticks;
}

} // namespace redline::scenarios
