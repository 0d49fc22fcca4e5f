/// Why this exists: tests of rules need a good rule file to start from and to spoil.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "redline/alerting/rule_file.hpp"

namespace redline::alerting::test {

inline std::filesystem::path source_folder() { return REDLINE_SOURCE_DIR; }
inline std::filesystem::path rules_folder() { return source_folder() / "tests" / "rules"; }

inline base::Result<RuleFile> rules_from(const std::string& text) {
    return parse_rules(std::make_shared<const base::SourceText>(base::SourceText{"test.rules.yaml", text}),
                       rules_folder());
}

inline std::string reason(const base::Result<RuleFile>& rules) { return rules ? "" : to_text(rules.error()); }

} // namespace redline::alerting::test
