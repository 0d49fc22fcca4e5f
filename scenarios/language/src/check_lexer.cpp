#include "check_lexer.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "redline/base/json.hpp"
#include "redline/base/json_text.hpp"

namespace redline::language {

namespace {

bool word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word_byte(char c) { return word_start(c) || digit(c) || c == '-'; }
/// Numbers and durations: 202, -1.5e+9, 1h30m.
bool number_byte(char c) { return word_byte(c) || c == '.' || c == '+'; }

class Lexer {
  public:
    Lexer(std::string_view text, const base::Place& at) : text_(text), at_(at) {}

    base::Result<std::vector<Token>> read() {
        std::vector<Token> tokens;
        do {
            auto token = next();
            if (!token) return base::failure({problem_});
            tokens.push_back(std::move(*token));
        } while (tokens.back().kind != Token::Kind::end);
        return tokens;
    }

  private:
    std::optional<Token> next() {
        offset_ = std::min(text_.find_first_not_of(" \t", offset_), text_.size());
        if (offset_ == text_.size()) return Token{Token::Kind::end, offset_, {}, {}};
        const char c = text_[offset_];
        if (word_start(c)) return take_while(Token::Kind::word, word_byte);
        if (digit(c) || c == '-') return take_while(Token::Kind::number, number_byte);
        if (c == '"') return take_text();
        return take_mark();
    }

    Token take(Token::Kind kind, std::size_t size) {
        Token token{kind, offset_, text_.substr(offset_, size), {}};
        offset_ += size;
        return token;
    }

    template <class Belongs>
    Token take_while(Token::Kind kind, Belongs belongs) {
        const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(offset_);
        const auto end = std::find_if_not(begin, text_.end(), belongs);
        return take(kind, static_cast<std::size_t>(end - begin));
    }

    std::optional<Token> take_mark() {
        constexpr std::string_view marks[] = {"==", "!=", "<=", ">=", "<", ">", "$", ".", "[", "]", ","};
        for (const auto mark : marks)
            if (text_.substr(offset_).starts_with(mark)) return take(Token::Kind::mark, mark.size());
        const auto size = std::max<std::size_t>(base::utf8_sequence_size(text_.substr(offset_)), 1);
        const auto written = text_.substr(offset_, size);
        return stop(size, fmt::format("`{}` has no meaning in a check", written),
                    written == "="   ? "did you mean `==`?"
                    : written == "'" ? "texts stand in double quotes"
                                     : "");
    }

    /// A quoted text is a JSON string, so JSON's reader decides what it means.
    std::optional<Token> take_text() {
        auto end = offset_ + 1;
        while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
        if (end >= text_.size()) return stop(1, "this quote is never closed", {});
        auto token = take(Token::Kind::text, end + 1 - offset_);
        const auto json = base::parse_json(token.written, "");
        offset_ = token.offset;
        if (!json || !json->is_string())
            return stop(token.written.size(), "this text is not written as in JSON",
                        R"(escape with a backslash: \" \\ \n \u00e9)");
        offset_ += token.written.size();
        token.text = json->get<std::string>();
        return token;
    }

    std::nullopt_t stop(std::size_t length, std::string message, std::string hint) {
        problem_ = {at_.at_offset(offset_, length), std::move(message), std::move(hint)};
        return std::nullopt;
    }

    std::string_view text_;
    const base::Place& at_;
    std::size_t offset_ = 0;
    base::Diagnostic problem_;
};

} // namespace

bool is_word(std::string_view text) {
    return !text.empty() && word_start(text.front()) && std::all_of(text.begin(), text.end(), word_byte);
}

base::Result<std::vector<Token>> tokens_of(std::string_view text, const base::Place& at) {
    return Lexer(text, at).read();
}

} // namespace redline::language
