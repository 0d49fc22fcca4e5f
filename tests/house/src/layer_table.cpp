#include "layer_table.hpp"

#include <algorithm>
#include <sstream>

namespace redline::house {

namespace {

/// The words between the parentheses of every call of `command` that begins a line.
std::vector<std::vector<std::string>> calls_of(std::string_view cmake, std::string_view command) {
    std::vector<std::vector<std::string>> calls;
    const auto opening = std::string(command) + '(';
    for (auto at = cmake.find(opening); at != std::string_view::npos; at = cmake.find(opening, at + 1)) {
        if (at > 0 && cmake[at - 1] != '\n') continue;
        const auto from = at + opening.size();
        const auto inside = cmake.substr(from, cmake.find(')', from) - from);
        std::istringstream stream{std::string(inside)};
        std::vector<std::string> words;
        for (std::string word; stream >> word;) words.push_back(word);
        if (!words.empty()) calls.push_back(std::move(words));
    }
    return calls;
}

std::string parent_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

std::string joined(const std::string& folder, const std::string& below) {
    return folder.empty() || below.empty() ? folder + below : folder + '/' + below;
}

Room room_of(const std::string& folder, const std::vector<std::string>& words) {
    const auto include = std::find(words.begin(), words.end(), "INCLUDE");
    const bool given = include != words.end() && include + 1 != words.end();
    return {words.front(), given ? joined(folder, parent_of(*(include + 1))) : folder};
}

bool lies_below(std::string_view path, std::string_view folder) {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

} // namespace

LayerTable parse_layers(std::string_view cmake) {
    LayerTable table;
    for (const auto& words : calls_of(cmake, "redline_layer")) {
        auto& layer = table[words.front()];
        auto* into = &layer.uses;
        for (auto word = words.begin() + 1; word != words.end(); ++word) {
            if (*word == "USES")
                into = &layer.uses;
            else if (*word == "EXTERNAL")
                into = &layer.external;
            else
                into->insert(*word);
        }
    }
    return table;
}

std::vector<Room> rooms_of(const Tree& tree) {
    std::vector<Room> rooms;
    for (const auto& file : tree.files) {
        if (!file.path.ends_with("/CMakeLists.txt") || file.is_below("tests")) continue;
        for (const auto& words : calls_of(file.text, "redline_target"))
            rooms.push_back(room_of(std::string(file.folder()), words));
    }
    return rooms;
}

std::set<std::string> owners_of(std::string_view path, const std::vector<Room>& rooms) {
    std::set<std::string> owners;
    std::size_t longest = 0;
    for (const auto& room : rooms) {
        if (!lies_below(path, room.folder) || room.folder.size() < longest) continue;
        if (room.folder.size() > longest) owners.clear();
        longest = room.folder.size();
        owners.insert(room.target);
    }
    return owners;
}

} // namespace redline::house
