#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check_lexer.hpp"
#include "check_words.hpp"
#include "redline/base/nearest_word.hpp"
#include "redline/language/check.hpp"

namespace redline::language {

namespace {

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string_view subject_name(Subject subject) {
    return subject == Subject::json ? "a JSON value" : subject_words[static_cast<std::size_t>(subject)];
}

std::vector<Operator> operators_of(Subject subject) {
    using enum Operator;
    switch (subject) {
    case Subject::status: return {equal, not_equal, less, at_most, more, at_least, in};
    case Subject::latency: return {less, at_most, more, at_least};
    case Subject::body:
    case Subject::header: return {equal, not_equal, contains, in};
    case Subject::json: return {equal, not_equal, less, at_most, more, at_least, contains, in};
    }
    return {};
}

/// Reads tokens left to right; answers nothing once problem_ is set.
class Parser {
  public:
    Parser(std::vector<Token> tokens, const base::Place& at) : tokens_(std::move(tokens)), at_(at) {}

    base::Result<Check> parse() {
        if (read_subject() && read_operator() && read_operands() && read_end()) return check_;
        return base::failure({problem_});
    }

  private:
    bool read_subject() {
        if (takes("$")) {
            check_.subject = Subject::json;
            return read_path();
        }
        const auto token = peek();
        const auto word = std::find(subject_words.begin(), subject_words.end(), token.written);
        if (word == subject_words.end() && token.kind == Token::Kind::end)
            return stop(token, "a check begins with what it looks at", "for example: status == 202");
        if (word == subject_words.end())
            return stop(token, fmt::format("`{}` is nothing to check", token.written),
                        base::suggestion(token.written, subject_words));
        check_.subject = static_cast<Subject>(word - subject_words.begin());
        ++next_;
        return check_.subject != Subject::header || read_header_name();
    }

    bool read_header_name() {
        const auto token = peek();
        if (token.kind != Token::Kind::word)
            return stop(token, "the name of a header is needed here",
                        R"(for example: header Content-Type contains "json")");
        check_.header = token.written;
        ++next_;
        return true;
    }

    bool read_path() {
        while (true) {
            if (takes(".")) {
                if (!read_key()) return false;
            } else if (takes("[")) {
                if (!read_index()) return false;
            } else {
                return true;
            }
        }
    }

    bool read_key() {
        const auto token = peek();
        if (token.kind != Token::Kind::word)
            return stop(token, "a key is needed after the dot", R"(quote an odd one: $["odd key"])");
        check_.path.steps.emplace_back(std::string(token.written));
        ++next_;
        return true;
    }

    bool read_index() {
        const auto token = peek();
        std::size_t index = 0;
        const auto* last = token.written.data() + token.written.size();
        const auto [end, code] = std::from_chars(token.written.data(), last, index);
        if (token.kind == Token::Kind::text)
            check_.path.steps.emplace_back(token.text);
        else if (token.kind == Token::Kind::number && code == std::errc{} && end == last)
            check_.path.steps.emplace_back(index);
        else
            return stop(token, "an index from 0 or a quoted key is needed here", {});
        ++next_;
        return expect("]");
    }

    bool read_operator() {
        const auto token = peek();
        std::vector<std::string_view> words;
        for (const auto op : operators_of(check_.subject))
            words.push_back(operator_words[static_cast<std::size_t>(op)]);
        if (std::find(words.begin(), words.end(), token.written) == words.end())
            return stop(token,
                        fmt::format("{} is compared with one of {}", subject_name(check_.subject),
                                    fmt::join(words, " ")),
                        {});
        const auto word = std::find(operator_words.begin(), operator_words.end(), token.written);
        check_.op = static_cast<Operator>(word - operator_words.begin());
        ++next_;
        return true;
    }

    bool read_operands() {
        if (check_.op != Operator::in) return read_operand();
        if (!expect("[") || !read_operand()) return false;
        while (takes(","))
            if (!read_operand()) return false;
        return expect("]");
    }

    bool read_operand() {
        auto operand = operand_of(peek());
        if (!operand) return false;
        check_.operands.push_back(std::move(*operand));
        ++next_;
        return true;
    }

    std::optional<Operand> operand_of(const Token& token) {
        switch (check_.subject) {
        case Subject::status: return status_of(token);
        case Subject::latency: return latency_of(token);
        case Subject::body:
        case Subject::header: return text_of(token);
        case Subject::json: return json_of(token);
        }
        return std::nullopt;
    }

    std::optional<Operand> status_of(const Token& token) {
        const auto number = number_in(token.written);
        if (number && *number >= 100 && *number <= 599 && *number == std::floor(*number))
            return Operand(*number);
        stop(token, "a status is a whole number from 100 to 599", {});
        return std::nullopt;
    }

    std::optional<Operand> latency_of(const Token& token) {
        const auto duration = base::parse_duration(token.written);
        if (duration) return Operand(*duration);
        stop(token, duration.error().message, duration.error().hint);
        return std::nullopt;
    }

    std::optional<Operand> text_of(const Token& token) {
        if (token.kind == Token::Kind::text) return Operand(token.text);
        if (token.kind == Token::Kind::word) return Operand(std::string(token.written));
        stop(token, "a text in double quotes is needed here", {});
        return std::nullopt;
    }

    std::optional<Operand> json_of(const Token& token) {
        const bool orders = check_.op >= Operator::less && check_.op <= Operator::at_least;
        if (const auto number = number_in(token.written); number && token.kind == Token::Kind::number)
            if (check_.op != Operator::contains) return Operand(*number);
        if (orders) {
            stop(token, "a number is needed here", "texts are compared with == != contains in");
            return std::nullopt;
        }
        if (token.kind == Token::Kind::word && check_.op != Operator::contains) {
            if (token.written == "null") return Operand(nullptr);
            if (token.written == "true" || token.written == "false") return Operand(token.written == "true");
        }
        return text_of(token);
    }

    bool read_end() {
        const auto token = peek();
        if (token.kind == Token::Kind::end) return true;
        return stop(token, fmt::format("the check is complete before `{}`", token.written),
                    "write each check as an item of its own");
    }

    const Token& peek() const { return tokens_[next_]; }

    bool takes(std::string_view mark) {
        if (peek().kind != Token::Kind::mark || peek().written != mark) return false;
        ++next_;
        return true;
    }

    bool expect(std::string_view mark) {
        return takes(mark) || stop(peek(), fmt::format("`{}` is needed here", mark), {});
    }

    bool stop(const Token& token, std::string message, std::string hint) {
        const auto length = std::max<std::size_t>(token.written.size(), 1);
        problem_ = {at_.at_offset(token.offset, length), std::move(message), std::move(hint)};
        return false;
    }

    std::vector<Token> tokens_;
    const base::Place& at_;
    std::size_t next_ = 0;
    Check check_;
    base::Diagnostic problem_;
};

} // namespace

base::Result<Check> parse_check(std::string_view text, const base::Place& at) {
    auto tokens = tokens_of(text, at);
    if (!tokens) return tl::unexpected(tokens.error());
    return Parser(std::move(*tokens), at).parse();
}

} // namespace redline::language
