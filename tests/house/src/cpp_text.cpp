#include "cpp_text.hpp"

#include <algorithm>
#include <cctype>

namespace redline::house {

namespace {

void blank(std::string& text, std::size_t from, std::size_t to) {
    for (auto at = from; at < std::min(to, text.size()); ++at)
        if (text[at] != '\n') text[at] = ' ';
}

std::size_t end_or_size(std::size_t found, std::size_t past, std::string_view text) {
    return found == std::string_view::npos ? text.size() : found + past;
}

/// The end of the literal whose opening quote stands at `at`, its closing quote included.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at)
        if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
}

/// As end_of_quoted, for R"delimiter( … )delimiter".
std::size_t end_of_raw(std::string_view text, std::size_t at) {
    const auto open = text.find('(', at);
    if (open == std::string_view::npos) return text.size();
    const auto close = ')' + std::string(text.substr(at + 1, open - at - 1)) + '"';
    return end_or_size(text.find(close, open), close.size(), text);
}

/// `1'000` holds no character literal, `u8'x'` does.
bool separates_digits(std::string_view text, std::size_t at) {
    return at > 0 && std::isxdigit(static_cast<unsigned char>(text[at - 1])) != 0;
}

bool raw_string_at(std::string_view text, std::size_t at) {
    return text[at] == '"' && at > 0 && text[at - 1] == 'R' && (at < 2 || !is_word(text[at - 2]));
}

} // namespace

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string blanked(std::string_view text) {
    std::string code(text);
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        std::size_t end = at + 1;
        if (rest.starts_with("//"))
            blank(code, at, end = end_or_size(text.find('\n', at), 0, text));
        else if (rest.starts_with("/*"))
            blank(code, at, end = end_or_size(text.find("*/", at + 2), 2, text));
        else if (raw_string_at(text, at))
            blank(code, at + 1, (end = end_of_raw(text, at)) - 1);
        else if (rest.front() == '"' || (rest.front() == '\'' && !separates_digits(text, at)))
            blank(code, at + 1, (end = end_of_quoted(text, at)) - 1);
        at = end;
    }
    return code;
}

std::string without_directives(std::string_view code) {
    std::string plain(code);
    bool continued = false;
    for (std::size_t start = 0; start < code.size();) {
        const auto end = end_or_size(code.find('\n', start), 1, code);
        const auto line = code.substr(start, end - start);
        const auto first = line.find_first_not_of(" \t");
        const bool directive = continued || (first != std::string_view::npos && line[first] == '#');
        if (directive) blank(plain, start, end);
        continued = directive && last_before(line, line.size()) == '\\';
        start = end;
    }
    return plain;
}

int line_of(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    return static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
}

int line_count(std::string_view text) {
    const auto ends = std::count(text.begin(), text.end(), '\n');
    return static_cast<int>(ends) + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

std::vector<std::size_t> find_words(std::string_view code, std::string_view word) {
    std::vector<std::size_t> found;
    for (auto at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
        const auto past = at + word.size();
        const bool starts = at == 0 || !is_word(code[at - 1]) || !is_word(word.front());
        const bool ends = past >= code.size() || !is_word(code[past]) || !is_word(word.back());
        if (starts && ends) found.push_back(at);
    }
    return found;
}

char last_before(std::string_view code, std::size_t at) {
    const auto last = code.substr(0, at).find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? '\0' : code[last];
}

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> found;
    int number = 0;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = end_or_size(text.find('\n', start), 1, text);
        const auto line = text.substr(start, end - start);
        start = end;
        ++number;
        if (!line.starts_with("#include")) continue;
        const auto open = line.find_first_of("<\"");
        const auto close = line.find_first_of(">\"", open == std::string_view::npos ? open : open + 1);
        if (close == std::string_view::npos) continue;
        found.push_back({std::string(line.substr(open + 1, close - open - 1)), number});
    }
    return found;
}

} // namespace redline::house
