// What every public header owes its reader: an essay that says why it exists, and a test of its name.
#include <optional>

#include "rules.hpp"

namespace redline::house {

namespace {

constexpr std::string_view essay_opening = "/// Why this exists:";

/// The test a public header must have: `…/include/redline/yaml/node.hpp` is tested by
/// tests/unit/yaml/node_test.cpp. Nothing for files that are no public header.
std::optional<std::string> test_of(const File& file) {
    constexpr std::string_view marker = "/include/redline/";
    const auto at = file.path.find(marker);
    if (at == std::string::npos || !file.is_header()) return std::nullopt;
    const auto below = file.path.substr(at + marker.size());
    return "tests/unit/" + below.substr(0, below.find('/')) + '/' + std::string(file.stem()) + "_test.cpp";
}

} // namespace

Violations check_header_essays(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree.files)
        if (test_of(file) && !file.text.starts_with(essay_opening))
            violations.push_back({file.path,
                                  1,
                                  "a public header opens with `" + std::string(essay_opening) +
                                      "` and its units, failures and thread use",
                                  {}});
    return violations;
}

Violations check_header_tests(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree.files) {
        const auto path = test_of(file);
        if (!path) continue;
        const auto suite = "BOOST_AUTO_TEST_SUITE(" + std::string(file.stem()) + ")";
        const auto* test = tree.find(*path);
        if (test == nullptr)
            violations.push_back({file.path, 1, "this public header has no test; write " + *path, {}});
        else if (test->code.find(suite) == std::string::npos)
            violations.push_back({*path, 1, "the suite must be the header's name: write " + suite, {}});
    }
    return violations;
}

} // namespace redline::house
