#include "redline/language/overrides.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"

namespace redline::language {

namespace {

/// One option on its way down the tree.
struct Option {
    base::Place place; ///< of the path's first byte, in a text of its own named `--set`
    std::string_view path;
    std::string_view value;
};

/// A stretch of the path: one key, or one item's name.
struct Part {
    std::size_t offset;
    std::string_view text;
};

base::Place place_of(const Option& option, const Part& part) {
    return option.place.at_offset(part.offset, std::max<std::size_t>(part.text.size(), 1));
}

std::vector<Part> parts_of(std::string_view path) {
    std::vector<Part> parts;
    for (std::size_t start = 0; start <= path.size();) {
        const auto end = std::min(path.find('.', start), path.size());
        parts.push_back({start, path.substr(start, end - start)});
        start = end + 1;
    }
    return parts;
}

/// Makes places in a value read alone into places in the option that carried it.
void move_places(yaml::Node& node, const base::Place& start) {
    const auto move = [&](base::Place& place) {
        place.source = start.source;
        if (place.line == 1) place.column += start.column - 1;
    };
    move(node.place);
    for (auto& item : node.items) move_places(item, start);
    for (auto& entry : node.entries) {
        move(entry.key_place);
        move_places(entry.value, start);
    }
}

base::Result<yaml::Node> read_value(const Option& option) {
    const auto start = option.place.at_offset(option.path.size() + 1);
    auto value = yaml::parse(
        std::make_shared<const base::SourceText>(base::SourceText{"--set", std::string(option.value)}));
    if (value) {
        move_places(*value, start);
        return value;
    }
    auto error = value.error();
    for (auto& diagnostic : error.diagnostics) {
        diagnostic.place.source = start.source;
        if (diagnostic.place.line == 1) diagnostic.place.column += start.column - 1;
    }
    return tl::unexpected(std::move(error));
}

yaml::Node* item_named(yaml::Node& list, const Option& option, const Part& part,
                       yaml::Diagnostics& diagnostics) {
    std::vector<std::string_view> names;
    for (auto& item : list.items) {
        const auto* name = item.find("name");
        if (name == nullptr) continue;
        if (name->text == part.text) return &item;
        names.push_back(name->text);
    }
    diagnostics.push_back({place_of(option, part),
                           fmt::format("no item of this list is named `{}`", part.text),
                           names.empty() ? "" : base::suggestion(part.text, names)});
    return nullptr;
}

yaml::Node& value_at(yaml::Node& mapping, const Option& option, const Part& part) {
    const auto entry = std::find_if(mapping.entries.begin(), mapping.entries.end(),
                                    [&](const yaml::Entry& e) { return e.key == part.text; });
    if (entry != mapping.entries.end()) return entry->value;
    yaml::Node empty;
    empty.place = place_of(option, part);
    mapping.kind = yaml::Kind::mapping;
    mapping.entries.push_back({std::string(part.text), empty.place, empty});
    return mapping.entries.back().value;
}

/// The node one part further down; null, and reported, where there is none.
yaml::Node* step_down(yaml::Node& node, const Option& option, const Part& part,
                      yaml::Diagnostics& diagnostics) {
    if (part.text.empty()) {
        diagnostics.push_back({place_of(option, part), "a path is keys with single dots between them",
                               "for example stages.hold.arrival_rate=500/s"});
        return nullptr;
    }
    if (node.kind == yaml::Kind::sequence) return item_named(node, option, part, diagnostics);
    if (node.kind != yaml::Kind::scalar) return &value_at(node, option, part);
    diagnostics.push_back({place_of(option, part),
                           fmt::format("there is nothing called `{}` inside a single value", part.text),
                           {}});
    return nullptr;
}

void apply(yaml::Node& file, const Option& option, yaml::Diagnostics& diagnostics) {
    auto value = read_value(option);
    if (!value) {
        const auto& problems = value.error().diagnostics;
        diagnostics.insert(diagnostics.end(), problems.begin(), problems.end());
        return;
    }
    auto* node = &file;
    for (const auto& part : parts_of(option.path)) {
        node = step_down(*node, option, part, diagnostics);
        if (node == nullptr) return;
    }
    *node = std::move(*value);
}

} // namespace

void apply_overrides(yaml::Node& file, const Overrides& overrides, yaml::Diagnostics& diagnostics) {
    for (const auto& [path, value] : overrides) {
        auto source = std::make_shared<const base::SourceText>(
            base::SourceText{"--set", fmt::format("{}={}", path, value)});
        apply(file, {base::Place{std::move(source), 1, 1, 1}, path, value}, diagnostics);
    }
}

} // namespace redline::language
