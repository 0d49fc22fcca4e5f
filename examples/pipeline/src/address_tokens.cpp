#include "redline/leadpipe/address_tokens.hpp"

#include <algorithm>
#include <utility>

namespace redline::leadpipe {

namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_character(char c) { return is_letter(c) || is_digit(c); }

/// Gathers words; remembers a break until the next word starts.
class Gatherer {
  public:
    explicit Gatherer(std::string_view text) : text_(text) {}

    Words gather() {
        for (at_ = 0; at_ < text_.size(); ++at_) take(text_[at_]);
        finish();
        return std::move(words_);
    }

  private:
    void take(char c) {
        if (is_word_character(c)) {
            current_ += c;
            return;
        }
        switch (c) {
        case '\'': return;
        case '.': return take_dot();
        case '-': return take_joint('-');
        case '/': return take_joint('/');
        case '\\': return take_backslash();
        case '#': return stand_alone("#");
        case '&': return stand_alone("&");
        case '@': return stand_alone("&");
        case ',':
        case ';':
        case '(':
        case ')':
        case '[':
        case ']':
        case '|': return take_break();
        default: finish();
        }
    }

    char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : ' '; }

    /// `N.W.` and `P.O.` lose the dot, `1.5` keeps it out of the way as a blank, `ST.LOUIS` is two words.
    void take_dot() {
        const bool initial = current_.size() == 1 || initials_;
        const bool letter_alone =
            is_letter(next()) && (at_ + 2 >= text_.size() || !is_letter(text_[at_ + 2]));
        initials_ = initial && letter_alone && !current_.empty() && is_letter(current_.back());
        if (!initials_) finish();
    }

    /// A hyphen or slash stays inside a word; `C/O` is one; a free slash joins two streets.
    void take_joint(char joint) {
        const bool inside = !current_.empty() && is_word_character(next());
        const bool digits = inside && is_digit(current_.back()) && is_digit(next());
        if (joint == '-' && inside) current_ += '-';
        if (joint == '-' && !inside) finish();
        if (joint == '/' && digits) current_ += '/';
        if (joint == '/' && !digits && inside && current_ == "C") current_ += '/';
        if (joint == '/' && !digits && current_ != "C/") stand_alone("&");
    }

    void take_backslash() {
        if (next() == 'N' || next() == 'R' || next() == 'T') {
            take_break();
            ++at_;
        } else {
            finish();
        }
    }

    void take_break() {
        finish();
        breaks_ = true;
    }

    void stand_alone(std::string_view sign) {
        finish();
        words_.push_back({std::string(sign), std::exchange(breaks_, false)});
    }

    void finish() {
        initials_ = false;
        while (current_.ends_with('-')) current_.pop_back();
        if (current_.empty()) return;
        words_.push_back({std::exchange(current_, {}), std::exchange(breaks_, false)});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Words words_;
    std::string current_;
    bool breaks_ = false;
    bool initials_ = false;
};

} // namespace

Words words_of(std::string_view folded) { return Gatherer(folded).gather(); }

std::string joined(const Words& words, std::size_t from, std::size_t to) {
    std::string text;
    for (auto at = from; at < to && at < words.size(); ++at) {
        if (!text.empty()) text += ' ';
        text += words[at].text;
    }
    return text;
}

bool is_number(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }

bool is_ordinal(std::string_view word) {
    if (word.size() < 3 || !is_number(word.substr(0, word.size() - 2))) return false;
    const auto ending = word.substr(word.size() - 2);
    return ending == "ST" || ending == "ND" || ending == "RD" || ending == "TH";
}

bool is_house_number(std::string_view word) {
    if (word.empty() || is_ordinal(word)) return false;
    if (is_digit(word.front())) return std::count_if(word.begin(), word.end(), is_letter) <= 2;
    const auto first_digit =
        static_cast<std::size_t>(std::find_if(word.begin(), word.end(), is_digit) - word.begin());
    return first_digit == 1 && word.size() > 2 && (is_digit(word.back()));
}

} // namespace redline::leadpipe
