#include "rules.hpp"

#include <algorithm>
#include <sstream>

namespace redline::house {

namespace {

constexpr std::string_view allowances_path = "tests/house/allowances.txt";

/// One line `RULE PATH reason…` of the allowances.
struct Allowance {
    std::string rule;
    std::string path;
    std::string reason;
    int line = 0;
    bool used = false;

    bool lifts(const Violation& violation) const {
        return rule == violation.rule && (violation.path == path || violation.path.starts_with(path + '/'));
    }
};

std::vector<Allowance> read_allowances(const Tree& tree) {
    std::vector<Allowance> allowances;
    const auto* file = tree.find(allowances_path);
    if (file == nullptr) return allowances;
    std::istringstream lines(file->text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        Allowance allowance;
        std::istringstream words(line);
        words >> allowance.rule >> allowance.path >> std::ws;
        std::getline(words, allowance.reason);
        allowance.line = number;
        allowances.push_back(std::move(allowance));
    }
    return allowances;
}

bool lifted(const Violation& violation, std::vector<Allowance>& allowances) {
    const auto lifting = std::find_if(allowances.begin(), allowances.end(),
                                      [&](const Allowance& allowance) { return allowance.lifts(violation); });
    if (lifting == allowances.end()) return false;
    return lifting->used = true;
}

void report_allowances(const std::vector<Allowance>& allowances, Violations& violations) {
    for (const auto& allowance : allowances) {
        if (allowance.reason.empty())
            violations.push_back({std::string(allowances_path), allowance.line,
                                  "an allowance is `RULE PATH reason`; give the reason", "allowances"});
        else if (!allowance.used)
            violations.push_back({std::string(allowances_path), allowance.line,
                                  "nothing needs this allowance; delete the line", "allowances"});
    }
}

} // namespace

const std::vector<Rule>& all_rules() {
    static const std::vector<Rule> rules{
        {"top_level", check_top_level},
        {"folder_names", check_folder_names},
        {"packages", check_packages},
        {"machine_paths", check_machine_paths},
        {"include_layers", check_include_layers},
        {"siblings", check_siblings},
        {"target_calls", check_target_calls},
        {"third_party", check_third_party},
        {"file_lengths", check_file_lengths},
        {"functions", check_functions},
        {"banned_names", check_banned_names},
        {"banned_calls", check_banned_calls},
        {"banned_library", check_banned_library},
        {"unfinished", check_unfinished},
        {"header_essays", check_header_essays},
        {"header_tests", check_header_tests},
    };
    return rules;
}

Violations check_house(const Tree& tree) {
    auto allowances = read_allowances(tree);
    Violations violations;
    for (const auto& rule : all_rules())
        for (auto& violation : rule.check(tree)) {
            violation.rule = rule.name;
            if (!lifted(violation, allowances)) violations.push_back(std::move(violation));
        }
    report_allowances(allowances, violations);
    return violations;
}

std::string to_text(const Violation& violation) {
    return violation.path + ':' + std::to_string(violation.line) + ": " + violation.message + " [" +
           violation.rule + ']';
}

} // namespace redline::house
