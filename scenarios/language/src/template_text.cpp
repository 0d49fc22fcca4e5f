#include "redline/language/template_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "node_place.hpp"
#include "redline/base/nearest_word.hpp"

namespace redline::language {

namespace {

constexpr std::array<std::string_view, 2> functions = {"uuid", "index"};

bool is_function(std::string_view name) {
    return std::find(functions.begin(), functions.end(), name) != functions.end();
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

class Compiler {
  public:
    Compiler(const yaml::Node& scalar, Encoding encoding, const RecordNames& names,
             yaml::Diagnostics& diagnostics)
        : scalar_(scalar), text_(scalar.text), encoding_(encoding), names_(names), diagnostics_(diagnostics) {
    }

    Segments compile() {
        Segments segments;
        std::size_t done = 0;
        for (auto at = text_.find("{{"); at != std::string_view::npos; at = text_.find("{{", done)) {
            append_literal(segments, text_.substr(done, at - done));
            const auto end = text_.find("}}", at);
            if (end == std::string_view::npos) {
                report(text_.substr(at, 2), "`{{` without its `}}`", "write {{ name }}");
                return segments;
            }
            if (auto insert = compile_name(trimmed(text_.substr(at + 2, end - at - 2)), at))
                segments.push_back(std::move(*insert));
            done = end + 2;
        }
        append_literal(segments, text_.substr(done));
        return segments;
    }

  private:
    std::optional<Segment> compile_name(std::string_view name, std::size_t at) {
        if (name.empty()) {
            report(text_.substr(at, 2), "there is no name between `{{` and `}}`", known_names({}));
            return std::nullopt;
        }
        const auto dot = name.find('.');
        const auto root = name.substr(0, dot);
        if (is_function(root)) return compile_function(name);
        const auto record = std::find(names_.begin(), names_.end(), root);
        if (record == names_.end()) {
            report(root, fmt::format("nothing is called `{}` here", root), known_names(root));
            return std::nullopt;
        }
        const auto number = static_cast<std::uint32_t>(record - names_.begin());
        if (dot != std::string_view::npos) return compile_field(root, name.substr(dot + 1), number);
        report(
            root,
            fmt::format("`{}` is a whole record; only a JSON value that is nothing else can hold it", root),
            fmt::format("name a field: {{{{ {}.email }}}}", root));
        return std::nullopt;
    }

    std::optional<Segment> compile_function(std::string_view name) {
        if (name == functions[0]) return Segment{Segment::Kind::uuid, encoding_, {}, 0};
        if (name == functions[1]) return Segment{Segment::Kind::index, encoding_, {}, 0};
        report(name, fmt::format("`{}` has no fields", name.substr(0, name.find('.'))), {});
        return std::nullopt;
    }

    std::optional<Segment> compile_field(std::string_view root, std::string_view field,
                                         std::uint32_t record) {
        const auto fields = traffic::LeadFeed::field_names();
        if (std::find(fields.begin(), fields.end(), field) != fields.end())
            return Segment{Segment::Kind::field, encoding_, std::string(field), record};
        report(field, fmt::format("`{}` has no field `{}`", root, field), base::suggestion(field, fields));
        return std::nullopt;
    }

    std::string known_names(std::string_view word) const {
        std::vector<std::string_view> known(names_.begin(), names_.end());
        known.insert(known.end(), functions.begin(), functions.end());
        return base::suggestion(word, known);
    }

    /// `words` is a stretch of text_.
    void report(std::string_view words, std::string message, std::string hint) {
        const auto offset = static_cast<std::size_t>(words.data() - text_.data());
        diagnostics_.push_back(
            {place_in(scalar_, offset, words.size()), std::move(message), std::move(hint)});
    }

    const yaml::Node& scalar_;
    std::string_view text_;
    Encoding encoding_;
    const RecordNames& names_;
    yaml::Diagnostics& diagnostics_;
};

} // namespace

bool is_record_name(std::string_view name) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !name.empty() && letter(name.front()) && !is_function(name) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

void append_literal(Segments& segments, std::string_view text) {
    if (text.empty()) return;
    if (segments.empty() || segments.back().kind != Segment::Kind::literal) segments.emplace_back();
    segments.back().text += text;
}

Segments compile_text(const yaml::Node& scalar, Encoding encoding, const RecordNames& names,
                      yaml::Diagnostics& diagnostics) {
    return Compiler(scalar, encoding, names, diagnostics).compile();
}

} // namespace redline::language
