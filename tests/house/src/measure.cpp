#include "measure.hpp"

#include <algorithm>
#include <array>

#include "cpp_text.hpp"

namespace redline::house {

namespace {

enum class Kind { scope, function, block, list };

struct Brace {
    Kind kind = Kind::scope;
    std::string heading;
    int line = 0;
    int depth = 0;   ///< blocks around it within its function
    int deepest = 0; ///< blocks within blocks below it
};

/// The heading's last paragraph: macros that need no semicolon stand before it.
std::string_view last_paragraph(std::string_view heading) {
    const auto start = heading.find_first_not_of(" \t\n");
    if (start == std::string_view::npos) return {};
    heading = heading.substr(start, heading.find_last_not_of(" \t\n") + 1 - start);
    std::size_t from = 0;
    for (auto at = heading.find('\n'); at != std::string_view::npos; at = heading.find('\n', at + 1)) {
        const auto next = heading.find_first_not_of(" \t", at + 1);
        if (next != std::string_view::npos && heading[next] == '\n') from = next + 1;
    }
    return heading.substr(heading.find_first_not_of(" \t\n", from));
}

std::string_view first_word(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_word(text[end])) ++end;
    return text.substr(0, end);
}

std::string_view last_word(std::string_view text) {
    auto start = text.size();
    while (start > 0 && is_word(text[start - 1])) --start;
    return text.substr(start);
}

/// `heading` after its leading `template <…>`.
std::string_view without_template(std::string_view heading) {
    if (first_word(heading) != "template") return heading;
    int open = 0;
    for (std::size_t at = 0; at < heading.size(); ++at) {
        open += heading[at] == '<' ? 1 : heading[at] == '>' ? -1 : 0;
        if (heading[at] != '>' || open != 0) continue;
        const auto next = heading.find_first_not_of(" \n", at + 1);
        return next == std::string_view::npos ? std::string_view{} : heading.substr(next);
    }
    return heading;
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool opens_scope(std::string_view heading) {
    constexpr std::array<std::string_view, 6> openers{"namespace", "class", "struct",
                                                      "union",     "enum",  "extern"};
    const auto plain = without_template(heading);
    return is_one_of(first_word(plain), openers) || !find_words(plain, "namespace").empty();
}

bool opens_block(std::string_view heading, char before) {
    constexpr std::array<std::string_view, 7> words{"else",     "do",    "try",     "const",
                                                    "noexcept", "final", "override"};
    if (heading.empty()) return before == ';' || before == '}' || before == '{' || before == ':';
    const char last = heading.back();
    if (last == ')' || last == ']' || last == ':') return true;
    if (is_one_of(last_word(heading), words) || last_word(heading) == "mutable") return true;
    const auto parameters_end = heading.rfind(')');
    return parameters_end != std::string_view::npos &&
           heading.find("->", parameters_end) != std::string_view::npos;
}

Kind kind_of(std::string_view heading, char before, const std::vector<Brace>& open) {
    const bool in_scope = open.empty() || open.back().kind == Kind::scope;
    if (opens_scope(heading)) return Kind::scope;
    if (in_scope) return heading.find(')') != std::string_view::npos ? Kind::function : Kind::list;
    if (open.back().kind == Kind::list && heading.empty()) return Kind::list;
    if (!opens_block(heading, before)) return Kind::list;
    const bool in_function = std::any_of(open.begin(), open.end(),
                                         [](const Brace& brace) { return brace.kind == Kind::function; });
    return in_function ? Kind::block : Kind::function;
}

std::string on_one_line(std::string_view heading) {
    std::string line;
    for (const char c : heading)
        if (c != '\n' && (c != ' ' || line.empty() || line.back() != ' ')) line += c;
    constexpr std::size_t shown_max = 60;
    return line.size() > shown_max ? line.substr(0, shown_max) + "…" : line;
}

/// Walks the braces of one text; each closed function is measured.
class Walk {
  public:
    explicit Walk(std::string_view code) : code_(code) {}

    std::vector<FunctionMeasure> run() {
        for (std::size_t at = 0; at < code_.size(); ++at) {
            if (code_[at] == '{') open(at);
            if (code_[at] == '}') close(at);
            if (code_[at] == '{' || code_[at] == '}' || code_[at] == ';') start_ = at + 1;
        }
        return std::move(measured_);
    }

  private:
    void open(std::size_t at) {
        const auto heading = last_paragraph(code_.substr(start_, at - start_));
        const char before = start_ == 0 ? ';' : code_[start_ - 1];
        Brace brace{kind_of(heading, before, open_), on_one_line(heading), 0, 0, 0};
        const auto begins = heading.empty() ? at : static_cast<std::size_t>(heading.data() - code_.data());
        brace.line = line_of(code_, begins);
        const int around = open_.empty() || brace.kind == Kind::function ? 0 : open_.back().depth;
        brace.depth = around + (brace.kind == Kind::block ? 1 : 0);
        open_.push_back(std::move(brace));
    }

    void close(std::size_t at) {
        if (open_.empty()) return;
        const auto brace = std::move(open_.back());
        open_.pop_back();
        const int deepest = std::max(brace.depth, brace.deepest);
        if (brace.kind == Kind::function)
            measured_.push_back({brace.heading, brace.line, line_of(code_, at) - brace.line + 1, deepest});
        else if (!open_.empty())
            open_.back().deepest = std::max(open_.back().deepest, deepest);
    }

    std::string_view code_;
    std::size_t start_ = 0;
    std::vector<Brace> open_;
    std::vector<FunctionMeasure> measured_;
};

} // namespace

std::vector<FunctionMeasure> measure_functions(std::string_view code) {
    const auto plain = without_directives(code);
    return Walk(plain).run();
}

} // namespace redline::house
