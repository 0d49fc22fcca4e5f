/// Why this exists: the rules of the house are checked over a list of named texts, so that a rule's test can
/// hand it three lines and the real check the whole repository.
///
/// Values without locks; read_tree throws std::filesystem::filesystem_error where the root cannot be read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redline::house {

/// One file of the tree. `path` is relative to its root, with forward slashes.
struct File {
    std::string path;
    std::string text;
    std::string code; ///< C++ only: the text with comments and literals blanked, same lines and columns

    bool is_cpp() const;
    bool is_header() const { return path.ends_with(".hpp"); }
    /// Whether the path lies in `folder` ("loadgen", "tests/support").
    bool is_below(std::string_view folder) const;
    /// The name without folders and extension.
    std::string_view stem() const;
    /// The folder the file lies in, empty at the top.
    std::string_view folder() const;
};

struct Tree {
    std::vector<File> files; ///< sorted by path

    const File* find(std::string_view path) const;
};

/// A tree of given paths and texts.
Tree make_tree(const std::vector<std::pair<std::string, std::string>>& files);

/// What git tracks or would track below `root`; without git, everything but dot folders and `build`.
Tree read_tree(const std::filesystem::path& root);

} // namespace redline::house
