// What code may look like: lengths, names, calls, and words that mean "not finished".
#include <algorithm>
#include <array>
#include <cctype>

#include "cpp_text.hpp"
#include "measure.hpp"
#include "rules.hpp"

namespace redline::house {

namespace {

constexpr int header_lines_max = 150;
constexpr int source_lines_max = 400;
constexpr int function_lines_max = 60;
constexpr int nesting_max = 4; // three, and one for the lambda bodies that the measure counts as blocks

struct Ban {
    std::string_view word;
    std::string_view instead;
};

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return low;
}

/// The parts of a CamelCase or snake_case name, in lower case and singular.
std::vector<std::string> components(std::string_view name) {
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool upper = std::isupper(static_cast<unsigned char>(name[at])) != 0;
        const bool after_lower = at > 0 && std::islower(static_cast<unsigned char>(name[at - 1])) != 0;
        if (name[at] == '_' || (upper && after_lower)) parts.emplace_back();
        if (name[at] != '_') parts.back() += lower(name.substr(at, 1));
    }
    for (auto& part : parts)
        if (part.size() > 3 && part.back() == 's') part.pop_back();
    return parts;
}

/// The banned part of a name; empty when there is none.
std::string vague_part(std::string_view name) {
    constexpr std::array<std::string_view, 8> vague{"manager",   "helper", "util", "handler",
                                                    "processor", "data",   "info", "impl"};
    for (const auto& part : components(name))
        if (std::find(vague.begin(), vague.end(), part) != vague.end()) return part;
    return {};
}

/// The name a class, struct, enum, union, concept or alias gets at the keyword at `at`; empty for others.
std::string_view declared_name(std::string_view code, std::size_t past_keyword) {
    auto at = code.find_first_not_of(" \n", past_keyword);
    if (at == std::string_view::npos) return {};
    auto end = at;
    while (end < code.size() && is_word(code[end])) ++end;
    return code.substr(at, end - at);
}

void check_type_names(const File& file, Violations& violations) {
    for (const std::string_view keyword : {"class", "struct", "union", "enum", "using", "concept"})
        for (const auto at : find_words(file.code, keyword)) {
            const auto name = declared_name(file.code, at + keyword.size());
            const auto part = vague_part(name);
            if (part.empty()) continue;
            violations.push_back(
                {file.path,
                 line_of(file.code, at),
                 "`" + part + "` in `" + std::string(name) + "` says nothing; name what it is or does",
                 {}});
        }
}

void check_words(const File& file, const std::vector<Ban>& bans, Violations& violations) {
    for (const auto& ban : bans)
        for (const auto at : find_words(file.code, ban.word))
            violations.push_back(
                {file.path,
                 line_of(file.code, at),
                 "`" + std::string(ban.word) + "` is banned here; " + std::string(ban.instead),
                 {}});
}

const std::vector<Ban>& banned_calls() {
    constexpr std::string_view clock = "take the time as an argument, or use redline/base/clock.hpp";
    constexpr std::string_view dice = "use redline/base/random.hpp";
    static const std::vector<Ban> bans{
        {"steady_clock::now", clock},
        {"system_clock::now", clock},
        {"high_resolution_clock::now", clock},
        {"utc_clock::now", clock},
        {"clock_gettime", clock},
        {"gettimeofday", clock},
        {"time(nullptr)", clock},
        {"time(NULL)", clock},
        {"time(0)", clock},
        {"this_thread::sleep_for", clock},
        {"this_thread::sleep_until", clock},
        {"sleep_for", clock},
        {"usleep", clock},
        {"nanosleep", clock},
        {"rand(", dice},
        {"srand", dice},
        {"random_device", dice},
    };
    return bans;
}

const std::vector<Ban>& banned_library() {
    static const std::vector<Ban> bans{
        {"std::format", "use fmt::format"},
        {"std::expected", "use redline::base::Result"},
        {"std::unexpected", "use redline::base::failure"},
        {"std::views", "use the algorithms of std::ranges: clang 14 cannot compile libstdc++ 12's views"},
        {"std::ranges::views", "use the algorithms of std::ranges"},
        {"std::print", "use fmt::print"},
    };
    return bans;
}

void check_length(const File& file, int most, std::string_view kind, Violations& violations) {
    const auto lines = line_count(file.text);
    if (lines <= most) return;
    violations.push_back({file.path,
                          most + 1,
                          std::string(kind) + " of " + std::to_string(lines) + " lines; at most " +
                              std::to_string(most) + ": it is two ideas, name the second",
                          {}});
}

void check_function(const File& file, const FunctionMeasure& function, Violations& violations) {
    const auto named = "`" + function.heading + "`";
    if (function.lines > function_lines_max)
        violations.push_back({file.path,
                              function.line,
                              named + " has " + std::to_string(function.lines) + " lines; at most " +
                                  std::to_string(function_lines_max) + ": name its parts as functions",
                              {}});
    if (function.nesting > nesting_max)
        violations.push_back({file.path,
                              function.line,
                              named + " nests " + std::to_string(function.nesting) + " deep; at most " +
                                  std::to_string(nesting_max) + ": return early, or name the inner block",
                              {}});
}

/// Documents may speak of the words, and data may happen to hold them.
bool holds_no_code(const File& file) {
    constexpr std::array<std::string_view, 6> endings{".md", ".csv", ".tsv", ".json", ".txt", ".transcript"};
    return !file.path.ends_with("CMakeLists.txt") &&
           std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return file.path.ends_with(ending); });
}

template <class Check>
Violations over_cpp(const Tree& tree, Check check) {
    Violations violations;
    for (const auto& file : tree.files)
        if (file.is_cpp()) check(file, violations);
    return violations;
}

} // namespace

Violations check_file_lengths(const Tree& tree) {
    return over_cpp(tree, [](const File& file, Violations& violations) {
        if (file.is_header())
            check_length(file, header_lines_max, "a header", violations);
        else
            check_length(file, source_lines_max, "a source", violations);
    });
}

Violations check_functions(const Tree& tree) {
    return over_cpp(tree, [](const File& file, Violations& violations) {
        for (const auto& function : measure_functions(file.code)) check_function(file, function, violations);
    });
}

Violations check_banned_names(const Tree& tree) {
    return over_cpp(tree, [](const File& file, Violations& violations) {
        const auto part = vague_part(file.stem());
        if (!part.empty())
            violations.push_back(
                {file.path, 1, "`" + part + "` in a file's name says nothing; name the idea it holds", {}});
        check_type_names(file, violations);
    });
}

Violations check_banned_calls(const Tree& tree) {
    return over_cpp(tree, [](const File& file, Violations& violations) {
        if (!file.is_below("base")) check_words(file, banned_calls(), violations);
    });
}

Violations check_banned_library(const Tree& tree) {
    return over_cpp(tree, [](const File& file, Violations& violations) {
        check_words(file, banned_library(), violations);
    });
}

Violations check_unfinished(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree.files) {
        if (holds_no_code(file)) continue;
        // Spelt in two halves, or this file would break its own rule.
        for (const std::string_view word : {"TO"
                                            "DO",
                                            "FIX"
                                            "ME",
                                            "XX"
                                            "X"})
            for (const auto at : find_words(file.text, word))
                violations.push_back({file.path,
                                      line_of(file.text, at),
                                      "`" + std::string(word) +
                                          "` marks unfinished work; finish it or say "
                                          "in the room's README what is left out",
                                      {}});
    }
    return violations;
}

} // namespace redline::house
