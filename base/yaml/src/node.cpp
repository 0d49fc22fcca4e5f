#include "redline/yaml/node.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace redline::yaml {

namespace {

constexpr std::size_t file_bytes_max = 4 << 20;
constexpr std::size_t nodes_max = 100'000;
constexpr int depth_max = 64;

/// Thrown inside this file only, to leave yaml-cpp's tree at the first problem.
struct Problem {
    base::Diagnostic diagnostic;
};

class Copier {
  public:
    explicit Copier(std::shared_ptr<const base::SourceText> source) : source_(std::move(source)) {}

    Node copy(const YAML::Node& from, int depth) {
        Node node;
        node.place = place_of(from.Mark());
        if (++nodes_ > nodes_max) throw Problem{{node.place, "this file has more than 100,000 values", {}}};
        if (depth > depth_max) throw Problem{{node.place, "this is nested more than 64 levels deep", {}}};
        switch (from.Type()) {
        case YAML::NodeType::Scalar: copy_scalar(from, node); break;
        case YAML::NodeType::Sequence: copy_items(from, node, depth); break;
        case YAML::NodeType::Map: copy_entries(from, node, depth); break;
        default: break;
        }
        return node;
    }

    base::Place place_of(const YAML::Mark& mark) const {
        return {source_, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1, 1};
    }

  private:
    static void copy_scalar(const YAML::Node& from, Node& node) {
        node.kind = Kind::scalar;
        node.text = from.Scalar();
        const auto end_of_line = std::min(node.text.find('\n'), node.text.size());
        node.place.length = static_cast<int>(std::max<std::size_t>(end_of_line, 1));
        node.quoted = from.Tag() == "!";
        if (node.quoted) node.place.column += 1; // yaml-cpp marks the quote itself
    }

    void copy_items(const YAML::Node& from, Node& node, int depth) {
        node.kind = Kind::sequence;
        for (const auto& item : from) node.items.push_back(copy(item, depth + 1));
    }

    void copy_entries(const YAML::Node& from, Node& node, int depth) {
        node.kind = Kind::mapping;
        for (const auto& pair : from) {
            Entry entry;
            entry.key_place = place_of(pair.first.Mark());
            if (!pair.first.IsScalar()) throw Problem{key_problem(entry.key_place)};
            entry.key = pair.first.Scalar();
            entry.key_place.length = static_cast<int>(std::max<std::size_t>(entry.key.size(), 1));
            if (node.find(entry.key) != nullptr)
                throw Problem{
                    {entry.key_place, fmt::format("`{}` is given twice", entry.key), "keep one of them"}};
            entry.value = copy(pair.second, depth + 1);
            node.entries.push_back(std::move(entry));
        }
    }

    /// `key: {{ lead }}` is a mapping inside a mapping to YAML; nobody means that.
    static base::Diagnostic key_problem(const base::Place& place) {
        return {place, "a value that begins with `{{` must be quoted, or YAML reads a mapping",
                "write it as \"{{ … }}\""};
    }

    std::shared_ptr<const base::SourceText> source_;
    std::size_t nodes_ = 0;
};

base::Diagnostic syntax_problem(const std::shared_ptr<const base::SourceText>& source,
                                const YAML::Exception& error) {
    const auto place = Copier(source).place_of(error.mark);
    const auto line = source->line(place.line);
    if (line.find("{{") != std::string_view::npos && line.find("\"") == std::string_view::npos)
        return {place, "a value that begins with `{{` must be quoted, or YAML reads a mapping",
                "write it as \"{{ … }}\""};
    const bool in_brackets = error.msg.find("flow not found") != std::string::npos;
    return {place, "this is not YAML: " + error.msg,
            in_brackets ? "inside [ ] and { }, quote what itself holds brackets, braces or commas" : ""};
}

} // namespace

const Node* Node::find(std::string_view key) const {
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
    return entry == entries.end() ? nullptr : &entry->value;
}

base::Result<Node> parse(std::shared_ptr<const base::SourceText> source) {
    try {
        const auto documents = YAML::LoadAll(source->text);
        if (documents.size() > 1)
            return base::failure(
                {{Copier(source).place_of(documents[1].Mark()), "one document a file, please", {}}});
        return Copier(source).copy(documents.empty() ? YAML::Node() : documents.front(), 0);
    } catch (const Problem& problem) {
        return base::failure({problem.diagnostic});
    } catch (const YAML::Exception& error) {
        return base::failure({syntax_problem(source, error)});
    }
}

base::Result<Node> read_file(const std::filesystem::path& path) {
    std::error_code code;
    const auto bytes = std::filesystem::file_size(path, code);
    if (code)
        return base::failure(base::ErrorCode::not_found,
                             fmt::format("{}: {}", path.string(), code.message()));
    if (bytes > file_bytes_max)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("{}: larger than 4 MiB", path.string()));
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf() || bytes == 0))
        return base::failure(base::ErrorCode::io, fmt::format("{}: cannot be read", path.string()));
    return parse(std::make_shared<const base::SourceText>(base::SourceText{path.string(), text.str()}));
}

} // namespace redline::yaml
