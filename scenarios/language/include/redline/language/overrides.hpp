/// Why this exists: `--set K=V` tries a scenario another way without editing it. One rule: K is a dotted path
/// of keys, in which an item of a list goes by its `name`; V is YAML and takes the place of the value there,
/// as if the file had said so.
///
///     --set seed=7   --set stages.hold.arrival_rate=500/s   --set data.lead.duplicates=0%
///
/// A key that is not there is added, and then must be a key the language knows. An item of a list must exist.
/// A name that itself holds a dot cannot be reached.
///
/// Mistakes point into the option's own text (`--set:1:8: …`). Pure.
#pragma once

#include <map>
#include <string>

#include "redline/yaml/node.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::language {

/// Value by path.
using Overrides = std::map<std::string, std::string>;

/// Changes the tree; paths are taken in their alphabetical order, so a whole is replaced before its parts.
void apply_overrides(yaml::Node& file, const Overrides& overrides, yaml::Diagnostics& diagnostics);

} // namespace redline::language
