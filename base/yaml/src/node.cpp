#include "redline/yaml/node.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <unordered_set>

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "written_text.hpp"

namespace redline::yaml {

namespace {

constexpr std::size_t file_bytes_max = 4 << 20;
constexpr std::size_t nodes_max = 100'000;
constexpr int depth_max = 64;

constexpr const char* too_deep = "this is nested more than 64 levels deep";

/// Thrown inside this file only, to leave yaml-cpp's tree at the first problem.
struct Problem {
    base::Diagnostic diagnostic;
};

base::Diagnostic unquoted_braces(const base::Place& place) {
    return {place, "a value that begins with `{{` must be quoted, or YAML reads a mapping",
            "write it as \"{{ … }}\""};
}

base::Place place_of(const Source& source, const YAML::Mark& mark) {
    return {source, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1, 1};
}

/// The place of an error, within its line: yaml-cpp's marks can lie beyond it.
base::Place place_of_error(const Source& source, const YAML::Mark& mark) {
    auto place = place_of(source, mark);
    place.column = std::min(place.column, static_cast<int>(source->line(place.line).size()) + 1);
    return place;
}

/// Turns yaml-cpp's tree into ours, aliases followed, within the bounds.
class Copier {
  public:
    explicit Copier(Source source) : source_(std::move(source)), written_(source_) {}

    Node copy(const YAML::Node& from, int depth) {
        Node node;
        node.place = place_of(source_, from.Mark());
        if (++nodes_ > nodes_max) throw Problem{{node.place, "this file has more than 100,000 values", {}}};
        if (depth > depth_max) throw Problem{{node.place, too_deep, {}}};
        switch (from.Type()) {
        case YAML::NodeType::Scalar: copy_scalar(from, node); break;
        case YAML::NodeType::Sequence: copy_items(from, node, depth); break;
        case YAML::NodeType::Map: copy_entries(from, node, depth); break;
        default: break;
        }
        return node;
    }

  private:
    void copy_scalar(const YAML::Node& from, Node& node) const {
        node.kind = Kind::scalar;
        node.text = from.Scalar();
        node.quoted = from.Tag() == "!"; // yaml-cpp's mark of a scalar that is not plain
        place_scalar(node.place, node.text);
    }

    /// Moves the place of a scalar past its quote and gives it the length as written.
    void place_scalar(base::Place& place, const std::string& text) const {
        const char first = written_.at(place.line, place.column);
        if (first == '"' || first == '\'') {
            const auto bytes = written_.quoted_bytes(place.line, place.column);
            if (!bytes) throw Problem{{place, "this quoted text has no end", "close the quote"}};
            place = place.at_offset(1, static_cast<std::size_t>(std::max(*bytes, 1)));
        } else if (first != '|' && first != '>') {
            const auto first_line = std::min(text.find('\n'), text.size());
            place.length = static_cast<int>(std::max<std::size_t>(first_line, 1));
        }
    }

    void copy_items(const YAML::Node& from, Node& node, int depth) {
        node.kind = Kind::sequence;
        for (const auto& item : from) node.items.push_back(copy(item, depth + 1));
    }

    void copy_entries(const YAML::Node& from, Node& node, int depth) {
        node.kind = Kind::mapping;
        std::unordered_set<std::string> keys;
        for (const auto& pair : from) {
            auto entry = copy_key(pair.first);
            if (!keys.insert(entry.key).second)
                throw Problem{
                    {entry.key_place, fmt::format("`{}` is given twice", entry.key), "keep one of them"}};
            entry.value = copy(pair.second, depth + 1);
            // yaml-cpp places a value that is not there at the next thing it read.
            const bool absent =
                entry.value.kind == Kind::null && entry.value.place.line != entry.key_place.line;
            if (absent) entry.value.place = entry.key_place;
            node.entries.push_back(std::move(entry));
        }
    }

    Entry copy_key(const YAML::Node& from) const {
        Entry entry;
        entry.key_place = place_of(source_, from.Mark());
        if (!from.IsScalar()) throw Problem{key_problem(entry.key_place)};
        entry.key = from.Scalar();
        place_scalar(entry.key_place, entry.key);
        return entry;
    }

    /// `key: {{ lead }}` is a mapping inside a mapping to YAML; nobody means that.
    base::Diagnostic key_problem(const base::Place& place) const {
        const bool braces = place.column > 1 && written_.at(place.line, place.column) == '{' &&
                            written_.at(place.line, place.column - 1) == '{';
        if (!braces) return {place, "a key must be a single word", {}};
        return unquoted_braces({place.source, place.line, place.column - 1, 2});
    }

    Source source_;
    WrittenText written_;
    std::size_t nodes_ = 0;
};

base::Diagnostic syntax_problem(const Source& source, const YAML::Exception& error) {
    auto place = place_of_error(source, error.mark);
    const auto line = source->line(place.line);
    const auto indent = line.substr(0, line.find_first_not_of(" \t"));
    if (const auto tab = indent.find('\t'); tab != std::string_view::npos) {
        place.column = static_cast<int>(tab) + 1;
        return {place, "YAML is indented with spaces; this line begins with a tab", {}};
    }
    if (line.find("{{") != std::string_view::npos && line.find('"') == std::string_view::npos)
        return unquoted_braces(place);
    const bool in_brackets = error.msg.find("flow not found") != std::string::npos;
    return {place, "this is not YAML: " + error.msg,
            in_brackets ? "inside [ ] and { }, quote what itself holds brackets, braces or commas" : ""};
}

/// Hears where a document begins and nothing else.
class DocumentStart final : public YAML::EventHandler {
  public:
    void OnDocumentStart(const YAML::Mark& mark) override { mark_ = mark; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}

    const YAML::Mark& mark() const { return mark_; }

  private:
    YAML::Mark mark_;
};

/// Reports what follows the first document. YAML::LoadAll never ends on some of it (a line that begins with a
/// comma) and YAML::Load drops it without a word.
void check_single_document(const Source& source) {
    std::istringstream stream(source->text);
    YAML::Parser parser(stream);
    DocumentStart start;
    if (!parser.HandleNextDocument(start) || !parser.HandleNextDocument(start)) return;
    const auto place = place_of_error(source, start.mark());
    const bool another = source->line(place.line).substr(0, 3) == "---";
    throw Problem{{place, another ? "one document a file, please" : "this belongs to nothing before it", {}}};
}

/// What yaml-cpp reads of `source`; its exceptions become Problems.
Node load(const Source& source) {
    try {
        check_single_document(source);
        return Copier(source).copy(YAML::Load(source->text), 0);
    } catch (const YAML::DeepRecursion& error) {
        throw Problem{{place_of_error(source, error.mark), too_deep, {}}};
    } catch (const YAML::Exception& error) {
        throw Problem{syntax_problem(source, error)};
    }
}

} // namespace

const Node* Node::find(std::string_view key) const {
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
    return entry == entries.end() ? nullptr : &entry->value;
}

base::Result<Node> parse(std::shared_ptr<const base::SourceText> source) {
    const auto plain = without_byte_order_mark(std::move(source));
    if (auto problem = check_characters(plain)) return base::failure({std::move(*problem)});
    try {
        return load(plain);
    } catch (const Problem& problem) {
        return base::failure({problem.diagnostic});
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
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file || text.size() != bytes)
        return base::failure(base::ErrorCode::io, fmt::format("{}: cannot be read", path.string()));
    return parse(std::make_shared<const base::SourceText>(base::SourceText{path.string(), std::move(text)}));
}

} // namespace redline::yaml
