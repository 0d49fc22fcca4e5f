#include "redline/language/json_template.hpp"

#include <algorithm>

#include "redline/base/json_text.hpp"

namespace redline::language {

namespace {

std::size_t digits_at(std::string_view text, std::size_t start) {
    const auto end = text.find_first_not_of("0123456789", start);
    return std::min(end, text.size()) - start;
}

/// The number grammar of RFC 8259, section 6: YAML's other spellings stay strings.
bool is_json_number(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto whole = digits_at(text, at);
    if (whole == 0 || (whole > 1 && text[at] == '0')) return false;
    at += whole;
    if (at < text.size() && text[at] == '.') {
        const auto decimals = digits_at(text, at + 1);
        if (decimals == 0) return false;
        at += 1 + decimals;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        at += at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-') ? 2 : 1;
        const auto exponent = digits_at(text, at);
        if (exponent == 0) return false;
        at += exponent;
    }
    return at == text.size();
}

bool is_json_word(std::string_view text) { return text == "true" || text == "false" || is_json_number(text); }

std::string json_string(std::string_view text) {
    std::string out;
    base::append_json_string(out, text);
    return out;
}

class JsonCompiler {
  public:
    JsonCompiler(const RecordNames& names, yaml::Diagnostics& diagnostics)
        : names_(names), diagnostics_(diagnostics) {}

    void compile(const yaml::Node& node) {
        switch (node.kind) {
        case yaml::Kind::null: return append_literal(segments_, "null");
        case yaml::Kind::scalar: return compile_scalar(node);
        case yaml::Kind::sequence: return compile_items(node);
        case yaml::Kind::mapping: return compile_entries(node);
        }
    }

    Segments take() { return std::move(segments_); }

  private:
    void compile_items(const yaml::Node& node) {
        append_literal(segments_, "[");
        for (const auto& item : node.items) {
            if (&item != &node.items.front()) append_literal(segments_, ",");
            compile(item);
        }
        append_literal(segments_, "]");
    }

    void compile_entries(const yaml::Node& node) {
        append_literal(segments_, "{");
        for (const auto& entry : node.entries) {
            if (&entry != &node.entries.front()) append_literal(segments_, ",");
            if (entry.key.find("{{") != std::string::npos)
                diagnostics_.push_back({entry.key_place, "a key cannot be filled in, only a value", {}});
            append_literal(segments_, json_string(entry.key) + ":");
            compile(entry.value);
        }
        append_literal(segments_, "}");
    }

    void compile_scalar(const yaml::Node& node) {
        if (!node.quoted && is_json_word(node.text)) return append_literal(segments_, node.text);
        if (const auto record = whole_record(node.text)) return segments_.push_back(*record);
        const auto inner = compile_text(node, Encoding::json, names_, diagnostics_);
        const bool number = inner.size() == 1 && inner.front().kind == Segment::Kind::index;
        if (number) return segments_.push_back(inner.front());
        append_literal(segments_, "\"");
        for (const auto& segment : inner) append_inner(segment);
        append_literal(segments_, "\"");
    }

    void append_inner(const Segment& segment) {
        if (segment.kind != Segment::Kind::literal) return segments_.push_back(segment);
        const auto text = json_string(segment.text);
        append_literal(segments_, std::string_view(text).substr(1, text.size() - 2));
    }

    /// The insert for a text that is `{{ lead }}` and nothing else.
    std::optional<Segment> whole_record(std::string_view text) const {
        if (!text.starts_with("{{") || !text.ends_with("}}")) return std::nullopt;
        const auto inside = text.substr(2, text.size() - 4);
        const auto first = std::min(inside.find_first_not_of(' '), inside.size());
        const auto name = inside.substr(first, inside.find_last_not_of(' ') + 1 - first);
        const auto record = std::find(names_.begin(), names_.end(), name);
        if (record == names_.end()) return std::nullopt;
        return Segment{
            Segment::Kind::record, Encoding::none, {}, static_cast<std::uint32_t>(record - names_.begin())};
    }

    const RecordNames& names_;
    yaml::Diagnostics& diagnostics_;
    Segments segments_;
};

} // namespace

Segments compile_json(const yaml::Node& tree, const RecordNames& names, yaml::Diagnostics& diagnostics) {
    JsonCompiler compiler(names, diagnostics);
    compiler.compile(tree);
    return compiler.take();
}

} // namespace redline::language
