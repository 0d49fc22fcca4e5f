/// Why this exists: which room may use which is written once, in tests/house/layers.cmake, where the build
/// reads it. The include rule reads the same rows, so the two can never disagree.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"

namespace redline::house {

/// A row of the table: what a target may use.
struct Layer {
    std::set<std::string> uses;
    std::set<std::string> external;
};

using LayerTable = std::map<std::string, Layer>;

/// The rows `redline_layer(NAME USES … EXTERNAL …)` of a CMake text.
LayerTable parse_layers(std::string_view cmake);

/// A target and the folder its files live in.
struct Room {
    std::string target;
    std::string folder;
};

/// The targets the tree declares with redline_target(). A target's folder is the one above its INCLUDE
/// folder, or its CMakeLists.txt's.
std::vector<Room> rooms_of(const Tree& tree);

/// The targets that own `path`: those with the longest folder it lies below. Empty outside the rooms.
std::set<std::string> owners_of(std::string_view path, const std::vector<Room>& rooms);

} // namespace redline::house
