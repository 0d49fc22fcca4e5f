/// Why this exists: owner, runbook and escalation may stand once at the top of a rule file or again at an
/// SLO. Here they are inherited, and a runbook is opened to see that what the rule points at exists.
///
/// One Shelf reads one file's runbooks; not for concurrent use.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "redline/alerting/rules_verdict.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::alerting {

/// Each part is absent where nobody gave it, and empty where it was given wrongly and that has been reported.
struct Duties {
    std::optional<std::string> owner;
    std::optional<std::string> runbook; ///< path, with its anchor if one was given
    std::optional<std::string> escalation;
};

/// The runbooks beside a rule file, each read once, a missing one reported once.
class Shelf {
  public:
    explicit Shelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The reference as a path with its anchor; `#anchor` alone means a heading of `inherited`.
    std::string read_reference(const yaml::Node& node, const std::optional<std::string>& inherited,
                               yaml::Diagnostics& diagnostics);

  private:
    struct Runbook {
        bool exists = false;
        std::vector<std::string> anchors; ///< with `#`
    };
    bool check_file(const yaml::Node& node, const std::string& file, yaml::Diagnostics& diagnostics);
    void check_anchor(const yaml::Node& node, const std::string& file, yaml::Diagnostics& diagnostics) const;

    std::filesystem::path folder_;
    std::map<std::string, Runbook> runbooks_;
};

/// Reads `owner`, `runbook`, `escalation` where given, and takes over the others.
Duties read_duties(yaml::MappingReader& reader, const Duties& inherited, Shelf& shelf);

/// Reports what nobody gave; `who` names the rule.
Responsibility required_duties(const Duties& duties, const base::Place& at, const std::string& who,
                               yaml::Diagnostics& diagnostics);

/// Reports the keys of `node` that only a later version will know, and makes `reader` pass them over.
void refuse_later_keys(yaml::MappingReader& reader, const yaml::Node& node,
                       std::initializer_list<std::string_view> keys);

/// `"`word` is not supported yet by this version"`, at `place`.
base::Diagnostic not_yet(const base::Place& place, std::string_view word);

/// A text that is not empty.
std::optional<std::string> read_filled_text(const yaml::Node* node, yaml::Diagnostics& diagnostics);

} // namespace redline::alerting
