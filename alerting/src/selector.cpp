#include "redline/alerting/selector.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "pattern.hpp"

namespace redline::alerting {

namespace {

using Operation = Matcher::Operation;

/// Longest first, so that `=~` is not read as `=`.
constexpr std::array<std::pair<std::string_view, Operation>, 4> operations{{{"=~", Operation::matches},
                                                                            {"!~", Operation::matches_not},
                                                                            {"!=", Operation::not_equal},
                                                                            {"=", Operation::equal}}};

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_byte(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

std::optional<char> unescaped(char c) {
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case '\\':
    case '"':
    case '\'': return c;
    default: return std::nullopt;
    }
}

/// Recursive descent over one line; the first mistake ends it.
class Parser {
  public:
    Parser(std::string_view text, const base::Place& at) : text_(text), at_(at) {}

    base::Result<Selector> read() {
        Selector selector;
        selector.name = take_name(true);
        if (selector.name.empty()) return wrong(here(), "a selector begins with a metric's name", example);
        if (take("{") && !read_matchers(selector)) return base::failure({*mistake_});
        skip_space();
        if (rest().empty()) return selector;
        return wrong(here(), "nothing may follow the selector", "one metric, without functions or operators");
    }

  private:
    static constexpr const char* example = "write it like requests_total{route=\"/v1/leads\", code!~\"2..\"}";

    bool read_matchers(Selector& selector) {
        while (!take("}")) {
            if (!read_matcher(selector)) return false;
            if (take(",")) continue;
            if (take("}")) return true;
            return note(here(), "a `,` or the closing `}` is missing here", example);
        }
        return true;
    }

    bool read_matcher(Selector& selector) {
        Matcher matcher;
        skip_space();
        const auto label_at = position_;
        matcher.label = take_name(false);
        if (matcher.label.empty()) return note(here(), "a label's name is missing here", example);
        if (matcher.label == "__name__")
            return note(at_.at_offset(label_at, matcher.label.size()),
                        "the metric's name stands before the braces", example);
        const auto operation = take_operation();
        if (!operation) return note(here(), "one of `=`, `!=`, `=~`, `!~` is missing here", example);
        matcher.operation = *operation;
        skip_space();
        const auto value_at = position_;
        if (!read_value(matcher.value) || !read_pattern(matcher, value_at)) return false;
        selector.matchers.push_back(std::move(matcher));
        return true;
    }

    bool read_value(std::string& value) {
        const char quote = rest().empty() ? '\0' : rest().front();
        if (quote != '"' && quote != '\'') return note(here(), "a label's value stands in quotes", example);
        const auto opened = position_++;
        while (!rest().empty()) {
            const char c = text_[position_++];
            if (c == quote) return true;
            if (c != '\\')
                value += c;
            else if (!read_escape(value))
                return false;
        }
        return note(at_.at_offset(opened), "this quote is never closed", "");
    }

    bool read_escape(std::string& value) {
        const auto meant = rest().empty() ? std::nullopt : unescaped(rest().front());
        if (!meant)
            return note(at_.at_offset(position_ - 1, 2), "this escape is not known",
                        R"(known: \\ \" \' \n \t; a pattern's own backslash is written twice)");
        value += *meant;
        ++position_;
        return true;
    }

    bool read_pattern(Matcher& matcher, std::size_t value_at) {
        if (matcher.operation != Operation::matches && matcher.operation != Operation::matches_not)
            return true;
        auto pattern = Pattern::compile(matcher.value);
        if (!pattern)
            return note(at_.at_offset(value_at, position_ - value_at), pattern.error().message,
                        pattern.error().hint);
        matcher.pattern = std::make_shared<const Pattern>(std::move(*pattern));
        return true;
    }

    std::string take_name(bool of_metric) {
        skip_space();
        const auto begin = position_;
        const auto fits = [&](char c) {
            return position_ == begin ? is_name_start(c) || (of_metric && c == ':')
                                      : is_name_byte(c) || (of_metric && c == ':');
        };
        while (!rest().empty() && fits(rest().front())) ++position_;
        return std::string(text_.substr(begin, position_ - begin));
    }

    std::optional<Operation> take_operation() {
        for (const auto& [spelling, operation] : operations)
            if (take(spelling)) return operation;
        return std::nullopt;
    }

    bool take(std::string_view word) {
        skip_space();
        if (!rest().starts_with(word)) return false;
        position_ += word.size();
        return true;
    }

    void skip_space() {
        while (!rest().empty() && (rest().front() == ' ' || rest().front() == '\t')) ++position_;
    }

    std::string_view rest() const { return text_.substr(position_); }
    base::Place here() const { return at_.at_offset(position_); }

    bool note(base::Place place, std::string message, std::string hint) {
        mistake_ = base::Diagnostic{std::move(place), std::move(message), std::move(hint)};
        return false;
    }

    static tl::unexpected<base::Error> wrong(base::Place place, std::string message, std::string hint) {
        return base::failure({{std::move(place), std::move(message), std::move(hint)}});
    }

    std::string_view text_;
    base::Place at_;
    std::size_t position_ = 0;
    std::optional<base::Diagnostic> mistake_;
};

bool holds(const Matcher& matcher, const std::string& value) {
    switch (matcher.operation) {
    case Operation::equal: return value == matcher.value;
    case Operation::not_equal: return value != matcher.value;
    case Operation::matches: return matcher.pattern->matches(value);
    case Operation::matches_not: return !matcher.pattern->matches(value);
    }
    return false;
}

std::string_view spelling_of(Operation operation) {
    return std::find_if(operations.begin(), operations.end(),
                        [&](const auto& o) { return o.second == operation; })
        ->first;
}

std::string quoted(const std::string& value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '\n' || c == '\t') {
            text += c == '\n' ? "\\n" : "\\t";
            continue;
        }
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

} // namespace

base::Result<Selector> parse_selector(std::string_view text, const base::Place& at) {
    return Parser(text, at).read();
}

bool matches(const Selector& selector, const base::Labels& labels) {
    static const std::string absent;
    const auto value_of = [&](const std::string& label) -> const std::string& {
        const auto found = labels.find(label);
        return found == labels.end() ? absent : found->second;
    };
    return value_of("__name__") == selector.name &&
           std::all_of(selector.matchers.begin(), selector.matchers.end(),
                       [&](const Matcher& matcher) { return holds(matcher, value_of(matcher.label)); });
}

std::vector<const base::TimeSeries*> select(const Selector& selector,
                                            const std::vector<base::TimeSeries>& series) {
    std::vector<const base::TimeSeries*> selected;
    for (const auto& one : series)
        if (matches(selector, one.labels)) selected.push_back(&one);
    return selected;
}

Selector renamed(Selector selector, std::string name) {
    selector.name = std::move(name);
    return selector;
}

std::string to_text(const Selector& selector) {
    std::string inside;
    for (const auto& matcher : selector.matchers)
        inside += fmt::format("{}{}{}{}", inside.empty() ? "" : ", ", matcher.label,
                              spelling_of(matcher.operation), quoted(matcher.value));
    return inside.empty() ? selector.name : selector.name + "{" + inside + "}";
}

} // namespace redline::alerting
