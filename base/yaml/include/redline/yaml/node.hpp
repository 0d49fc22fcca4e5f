/// Why this exists: scenario and rule files are read with every value's place kept, so that a wrong one is
/// shown in the user's own text. yaml-cpp reads; this tree is what the rest of the house sees of it.
///
/// Scalars stay text: what `10` means is the reader's business, not YAML's (so `no` is never a false by
/// accident). Bounds: files to 4 MiB, 100,000 nodes after aliases are followed, 64 levels; beyond them a
/// diagnostic, not a crash.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/diagnostic.hpp"
#include "redline/base/error.hpp"

namespace redline::yaml {

enum class Kind { null, scalar, sequence, mapping };

struct Entry;

struct Node {
    Kind kind = Kind::null;
    base::Place place;   ///< of the value as written: a scalar whole, within its quotes; else the first byte.
                         ///< A value that is not there is placed at its key.
    std::string text;    ///< scalars only
    bool quoted = false; ///< scalars only: written in quotes or as a block, so meant as text
    std::vector<Node> items;
    std::vector<Entry> entries; ///< in the order of the file; keys are unique

    /// The value under `key`, or null.
    const Node* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    base::Place key_place;
    Node value;
};

/// Reads one YAML document. Broken syntax, duplicate keys, unquoted `{{`, control characters and bytes that
/// are no UTF-8 are diagnostics. A byte order mark is passed over.
base::Result<Node> parse(std::shared_ptr<const base::SourceText> source);

/// Reads the file; a missing or unreadable one is ErrorCode::not_found or io.
base::Result<Node> read_file(const std::filesystem::path& path);

} // namespace redline::yaml
