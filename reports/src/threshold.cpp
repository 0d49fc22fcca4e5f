#include "redline/reports/threshold.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"

namespace redline::reports {

namespace {

constexpr std::array<std::string_view, 7> figure_words{"p50", "p90", "p95", "p99", "p999", "max", "mean"};
constexpr std::array<std::string_view, 4> comparison_words{"<", "<=", ">", ">="};
constexpr std::array<std::string_view, 2> scope_words{"on", "during"};
constexpr std::array<std::string_view, 2> later_words{"over", "abort"};

/// Prefix of the figures of a distribution, in the order of Measure.
constexpr std::array<std::string_view, 4> prefixes{"", "service.", "send_lag.", "divergence."};
/// The measures that are one figure each, in the order of Measure after those.
constexpr std::array<std::string_view, 3> plain_words{"errors", "checks", "rate"};

bool is_time(Measure measure) { return measure <= Measure::send_lag; }
bool has_figures(Measure measure) { return measure <= Measure::divergence; }

std::string limit_text(base::Duration limit) { return base::to_text(limit); }
std::string limit_text(base::Share limit) { return base::to_text(limit); }
std::string limit_text(base::Rate limit) { return base::to_text(limit); }
std::string limit_text(base::Factor limit) { return base::to_text(limit); }

std::string metric_text(Measure measure, Figure figure) {
    const auto index = static_cast<std::size_t>(measure);
    if (!has_figures(measure)) return std::string(plain_words[index - prefixes.size()]);
    return fmt::format("{}{}", prefixes[index], figure_words[static_cast<std::size_t>(figure)]);
}

/// Every metric there is, for suggestions.
std::vector<std::string> metric_words() {
    std::vector<std::string> words;
    for (const auto prefix : prefixes)
        for (const auto figure : figure_words) words.push_back(fmt::format("{}{}", prefix, figure));
    words.insert(words.end(), plain_words.begin(), plain_words.end());
    return words;
}

struct Token {
    std::string text;
    std::size_t offset = 0;
    std::size_t size = 0; ///< as written, quotes and all
    bool quoted = false;
};

bool is_operator(char c) { return c == '<' || c == '>' || c == '='; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_word(char c) { return is_space(c) || is_operator(c) || c == ',' || c == '"'; }

/// Takes the quoted name that begins at `start`; its size is 0 when the closing quote is missing.
Token quoted_token(std::string_view text, std::size_t start) {
    Token token{{}, start, 0, true};
    for (auto at = start + 1; at < text.size(); ++at) {
        if (text[at] == '"') {
            token.size = at + 1 - start;
            return token;
        }
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        token.text += text[at];
    }
    return token;
}

Token bare_token(std::string_view text, std::size_t start) {
    auto end = start + 1;
    if (is_operator(text[start]))
        while (end < text.size() && is_operator(text[end])) ++end;
    else if (text[start] != ',')
        while (end < text.size() && !ends_word(text[end])) ++end;
    return {std::string(text.substr(start, end - start)), start, end - start, false};
}

/// Reads one threshold from left to right. Each step answers false after it left a diagnostic.
class Parser {
  public:
    Parser(std::string_view text, const base::Place& at) : text_(text), at_(at) { threshold_.text = text; }

    base::Result<Threshold> parse() {
        if (tokenise() && take_metric() && take_comparison() && take_limit() && take_scopes())
            return threshold_;
        return base::failure({diagnostic_});
    }

  private:
    bool refuse(const Token& token, std::string message, std::string hint = {}) {
        diagnostic_ = {at_.at_offset(token.offset, std::max<std::size_t>(token.size, 1)), std::move(message),
                       std::move(hint)};
        return false;
    }

    bool tokenise() {
        for (std::size_t at = 0; at < text_.size();) {
            if (is_space(text_[at])) {
                ++at;
                continue;
            }
            auto token = text_[at] == '"' ? quoted_token(text_, at) : bare_token(text_, at);
            if (token.size == 0) return refuse(token, "this quoted name is not closed");
            at += token.size;
            tokens_.push_back(std::move(token));
        }
        return true;
    }

    /// The token `what` should be, or null after a diagnostic behind the last one.
    const Token* take(std::string_view what) {
        if (next_ < tokens_.size()) return &tokens_[next_++];
        refuse({{}, text_.size(), 1, false}, fmt::format("{} is missing here", what),
               "a threshold reads METRIC OP VALUE [on STEP] [during STAGE], for example p99 < 250ms");
        return nullptr;
    }

    bool take_metric() {
        const auto* token = take("the metric");
        if (token == nullptr) return false;
        const auto words = metric_words();
        const auto found = std::find(words.begin(), words.end(), token->text);
        if (found == words.end()) return refuse_metric(*token, words);
        const auto index = static_cast<std::size_t>(found - words.begin());
        const auto figures = prefixes.size() * figure_words.size();
        const auto measure =
            index < figures ? index / figure_words.size() : index - figures + prefixes.size();
        threshold_.measure = static_cast<Measure>(measure);
        if (index < figures) threshold_.figure = static_cast<Figure>(index % figure_words.size());
        return true;
    }

    bool refuse_metric(const Token& token, const std::vector<std::string>& words) {
        if (token.text.starts_with("outcome."))
            return refuse(token, fmt::format("`{}` is not known to this version yet", token.text));
        const std::vector<std::string_view> views(words.begin(), words.end());
        return refuse(token, fmt::format("`{}` is not a metric", token.text),
                      base::suggestion(token.text, views));
    }

    bool take_comparison() {
        const auto* token = take("a comparison");
        if (token == nullptr) return false;
        const auto* found = std::find(comparison_words.begin(), comparison_words.end(), token->text);
        if (found == comparison_words.end())
            return refuse(*token, fmt::format("`{}` is not a comparison", token->text),
                          "write <, <=, > or >=");
        threshold_.comparison = static_cast<Comparison>(found - comparison_words.begin());
        return true;
    }

    bool take_limit() {
        const auto* token = take("the value");
        if (token == nullptr) return false;
        if (is_time(threshold_.measure)) return read_limit(*token, base::parse_duration);
        if (threshold_.measure == Measure::divergence) return read_limit(*token, base::parse_factor);
        if (threshold_.measure == Measure::rate) return read_limit(*token, base::parse_rate);
        return read_limit(*token, base::parse_share);
    }

    template <class Parse>
    bool read_limit(const Token& token, Parse read) {
        const auto value = read(std::string_view(token.text));
        if (value) {
            threshold_.limit = *value;
            return true;
        }
        return refuse(token,
                      fmt::format("{}, which `{}` is compared with", value.error().message,
                                  metric_text(threshold_.measure, threshold_.figure)),
                      value.error().hint);
    }

    bool take_scopes() {
        while (next_ < tokens_.size())
            if (!take_scope(tokens_[next_++])) return false;
        return true;
    }

    bool take_scope(const Token& word) {
        const bool later = word.text == "," || word.text == "over" || word.text == "abort";
        if (later) return refuse_later(word);
        if (word.quoted || (word.text != "on" && word.text != "during"))
            return refuse(word, fmt::format("`{}` cannot stand here", word.text),
                          base::suggestion(word.text, scope_words));
        if (threshold_.measure == Measure::send_lag)
            return refuse(word,
                          "`send_lag` is measured over the whole run: it takes no `on` and no `during`");
        auto& scope = word.text == "on" ? threshold_.step : threshold_.stage;
        if (scope) return refuse(word, fmt::format("`{}` stands here twice", word.text));
        const auto* name = take(word.text == "on" ? "the step's name" : "the stage's name");
        if (name == nullptr) return false;
        scope = ScopeName{name->text, at_.at_offset(name->offset, name->size)};
        return true;
    }

    /// `over …` and `, abort` are in the language's design; saying so beats "unknown word".
    bool refuse_later(const Token& word) {
        const bool comma = word.text == "," && next_ < tokens_.size();
        const auto& meant = comma ? tokens_[next_] : word;
        const bool designed =
            std::find(later_words.begin(), later_words.end(), meant.text) != later_words.end();
        if (!designed) return refuse(word, "`,` cannot stand here", base::suggestion(word.text, scope_words));
        return refuse(meant, fmt::format("`{}` is not known to this version yet", meant.text));
    }

    std::string_view text_;
    const base::Place& at_;
    std::vector<Token> tokens_;
    std::size_t next_ = 0;
    Threshold threshold_;
    base::Diagnostic diagnostic_;
};

std::string name_text(const std::string& name) {
    const bool bare = !name.empty() && std::none_of(name.begin(), name.end(), ends_word);
    if (bare) return name;
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

void check_name(const std::optional<ScopeName>& name, std::string_view what,
                std::span<const std::string_view> known, std::vector<base::Diagnostic>& diagnostics) {
    if (!name || std::find(known.begin(), known.end(), name->text) != known.end()) return;
    diagnostics.push_back({name->place, fmt::format("there is no {} named `{}`", what, name->text),
                           base::suggestion(name->text, known)});
}

} // namespace

bool Threshold::operator==(const Threshold& other) const {
    return std::tie(measure, figure, comparison, limit, step, stage) ==
           std::tie(other.measure, other.figure, other.comparison, other.limit, other.step, other.stage);
}

base::Result<Threshold> parse_threshold(std::string_view text, const base::Place& at) {
    return Parser(text, at).parse();
}

std::string to_text(const Threshold& threshold) {
    const auto limit = std::visit([](const auto& value) { return limit_text(value); }, threshold.limit);
    auto text = fmt::format("{} {} {}", metric_text(threshold.measure, threshold.figure),
                            comparison_words[static_cast<std::size_t>(threshold.comparison)], limit);
    if (threshold.step) text += " on " + name_text(threshold.step->text);
    if (threshold.stage) text += " during " + name_text(threshold.stage->text);
    return text;
}

std::vector<base::Diagnostic> unknown_names(const Threshold& threshold,
                                            std::span<const std::string_view> steps,
                                            std::span<const std::string_view> stages) {
    std::vector<base::Diagnostic> diagnostics;
    check_name(threshold.step, "step", steps, diagnostics);
    check_name(threshold.stage, "stage", stages, diagnostics);
    return diagnostics;
}

} // namespace redline::reports
