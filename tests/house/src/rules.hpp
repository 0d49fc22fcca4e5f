/// Why this exists: style is a test here, and its failure names the replacement. Each rule is a function from
/// a tree to what is wrong in it; the list of them is the house's law.
///
/// A rule is lifted for a path only by a line of tests/house/allowances.txt, which gives the reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"

namespace redline::house {

struct Violation {
    std::string path;
    int line = 0;
    std::string message; ///< what is wrong and what to write instead
    std::string rule;    ///< set by check_house
};

using Violations = std::vector<Violation>;

Violations check_top_level(const Tree& tree);      ///< only the rooms and what tools look for
Violations check_folder_names(const Tree& tree);   ///< no common/, utils/, misc/
Violations check_packages(const Tree& tree);       ///< .ci/packages: sections and package names
Violations check_machine_paths(const Tree& tree);  ///< nothing names this machine's folders
Violations check_include_layers(const Tree& tree); ///< an include must be in the layer table
Violations check_siblings(const Tree& tree);       ///< tracer, loadgen and alerting never meet
Violations check_target_calls(const Tree& tree);   ///< targets are declared with redline_target() only
Violations check_third_party(const Tree& tree);    ///< each library is included in its own place
Violations check_file_lengths(const Tree& tree);   ///< headers 150 lines, sources 400
Violations check_functions(const Tree& tree);      ///< functions 60 lines, nesting 4
Violations check_banned_names(const Tree& tree);   ///< no Manager, Helper, Util …
Violations check_banned_calls(const Tree& tree);   ///< clocks, sleeps and dice live in base
Violations check_banned_library(const Tree& tree); ///< no std::format, std::expected, std::views
Violations check_unfinished(const Tree& tree);     ///< no notes to self
Violations check_header_essays(const Tree& tree);  ///< public headers say why they exist
Violations check_header_tests(const Tree& tree);   ///< a test of the same stem for each of them

struct Rule {
    std::string_view name; ///< as allowances.txt names it
    Violations (*check)(const Tree&);
};

const std::vector<Rule>& all_rules();

/// Every rule over the tree, less what its tests/house/allowances.txt lifts; an allowance that lifts nothing
/// is itself a violation.
Violations check_house(const Tree& tree);

/// `path:line: message [rule]`.
std::string to_text(const Violation& violation);

} // namespace redline::house
