// What may stand where: the top level, folder names, the package list, and this machine's folders.
#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "cpp_text.hpp"
#include "rules.hpp"

namespace redline::house {

namespace {

constexpr std::array<std::string_view, 9> rooms{"base",      "tracer", "loadgen", "alerting", "reports",
                                                "scenarios", "cli",    "tests",   "examples"};
constexpr std::array<std::string_view, 4> top_files{"CMakeLists.txt", "CMakePresets.json", "LICENSE",
                                                    "README.md"};
constexpr std::array<std::string_view, 5> package_sections{"[build]", "[test]", "[real]", "[bench]",
                                                           "[fuzz]"};
constexpr std::array<std::string_view, 10> vague_folders{"common", "util",    "utils", "misc", "shared",
                                                         "helper", "helpers", "lib",   "docs", "doc"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool package_name(std::string_view name) {
    return name.size() > 1 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

/// Reads .ci/packages line by line.
class PackageList {
  public:
    Violations check(const File& file) {
        path_ = file.path;
        std::istringstream lines(file.text);
        for (std::string line; std::getline(lines, line);) {
            ++number_;
            if (!line.empty() && line.front() != '#') read(line);
        }
        for (const auto section : package_sections)
            if (!sections_.contains(std::string(section)))
                report("the section " + std::string(section) + " is missing; add it, even empty");
        return std::move(violations_);
    }

  private:
    void read(const std::string& line) {
        if (contains(package_sections, line)) {
            if (!sections_.insert(line).second) report("the section " + line + " is given twice; join them");
        } else if (line.front() == '[') {
            report("sections are [build], [test], [real], [bench] and [fuzz]");
        } else if (sections_.empty()) {
            report("a package stands before the first section; move it under one");
        } else if (!package_name(line)) {
            report("`" + line + "` is not a Debian package name; write one name a line, nothing else");
        } else if (!packages_.insert(line).second) {
            report("`" + line + "` is listed twice; keep one");
        }
    }

    void report(std::string message) { violations_.push_back({path_, number_, std::move(message), {}}); }

    std::string path_;
    int number_ = 0;
    std::set<std::string> sections_;
    std::set<std::string> packages_;
    Violations violations_;
};

} // namespace

Violations check_top_level(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree.files) {
        const auto slash = file.path.find('/');
        const auto top = std::string_view(file.path).substr(0, slash);
        const bool known = slash == std::string::npos ? contains(top_files, top) : contains(rooms, top);
        if (known || top.front() == '.') continue;
        violations.push_back(
            {file.path,
             1,
             "`" + std::string(top) + "` does not belong at the top; move it into the room it speaks of",
             {}});
    }
    return violations;
}

Violations check_folder_names(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree.files) {
        std::istringstream parts{std::string(file.folder())};
        for (std::string part; std::getline(parts, part, '/');)
            if (contains(vague_folders, part))
                violations.push_back(
                    {file.path, 1, "a folder named `" + part + "` says nothing; name the idea it holds", {}});
    }
    return violations;
}

Violations check_packages(const Tree& tree) {
    const auto* file = tree.find(".ci/packages");
    if (file == nullptr) return {{".ci/packages", 1, "the package list is missing; write it", {}}};
    return PackageList().check(*file);
}

Violations check_machine_paths(const Tree& tree) {
    Violations violations;
    // Spelt in two halves, or this file would break its own rule.
    for (const std::string_view folder : {"/wo"
                                          "rk/",
                                          "/ro"
                                          "ot/"})
        for (const auto& file : tree.files) {
            const auto at = file.text.find(folder);
            if (at == std::string::npos) continue;
            violations.push_back({file.path,
                                  line_of(file.text, at),
                                  "`" + std::string(folder) +
                                      "` is a folder of one machine; use a relative path or a variable",
                                  {}});
        }
    return violations;
}

} // namespace redline::house
