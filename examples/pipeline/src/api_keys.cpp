#include "redline/leadpipe/api_keys.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace redline::leadpipe {

namespace {

constexpr std::size_t key_size_min = 8, key_size_max = 128, source_size_max = 64, keys_max = 1000;
constexpr std::string_view form = "a line is: key source class";

struct Word {
    std::string_view text;
    std::size_t at; ///< byte of its line
};

std::vector<Word> words_of(std::string_view line) {
    std::vector<Word> words;
    line = line.substr(0, line.find('#'));
    constexpr std::string_view space = " \t\r";
    for (auto at = line.find_first_not_of(space); at != std::string_view::npos;) {
        const auto end = std::min(line.find_first_of(space, at), line.size());
        words.push_back({line.substr(at, end - at), at});
        at = line.find_first_not_of(space, end);
    }
    return words;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The text that diagnostics quote: every first word is stars, for terminals and logs are no place for keys.
std::shared_ptr<const base::SourceText> blanked(std::string_view text, std::string_view name) {
    std::string shown;
    for (const auto line : lines_of(text)) {
        const auto words = words_of(line);
        const auto begin = shown.size();
        shown += line;
        if (!words.empty())
            shown.replace(begin + words[0].at, words[0].text.size(), words[0].text.size(), '*');
        shown += '\n';
    }
    return std::make_shared<const base::SourceText>(base::SourceText{std::string(name), std::move(shown)});
}

bool is_key(std::string_view word) {
    return word.size() >= key_size_min && word.size() <= key_size_max &&
           std::all_of(word.begin(), word.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_source(std::string_view word) {
    return word.size() <= source_size_max && std::all_of(word.begin(), word.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("._-").find(c) != std::string_view::npos;
           });
}

base::Diagnostic at_word(const base::Place& line, const Word& word, std::string message,
                         std::string_view hint) {
    return {line.at_offset(word.at, word.text.size()), std::move(message), std::string(hint)};
}

/// What is wrong with the words of one line; nothing when all is well.
std::optional<base::Diagnostic> mistake(const base::Place& line, const std::vector<Word>& words) {
    if (words.size() < 3) return at_word(line, words.back(), "the line ends too early", form);
    if (words.size() > 3) return at_word(line, words[3], "the line has more than three words", form);
    if (!is_key(words[0].text))
        return at_word(line, words[0], "this is no key", "a key has 8 to 128 printable ASCII characters");
    if (!is_source(words[1].text))
        return at_word(line, words[1], fmt::format("`{}` is no name of a source", words[1].text),
                       "up to 64 letters, digits, dots, underscores and dashes");
    const auto client = parse_client_class(words[2].text);
    if (client) return std::nullopt;
    return at_word(line, words[2], client.error().message, client.error().hint);
}

} // namespace

base::Result<ApiKeys> ApiKeys::parse(std::string_view text, std::string_view name) {
    const auto source = blanked(text, name);
    std::vector<base::Diagnostic> diagnostics;
    ApiKeys keys;
    base::Place place{source, 0, 1, 1};
    for (const auto line : lines_of(text)) {
        ++place.line;
        const auto words = words_of(line);
        if (words.empty()) continue;
        if (auto wrong = mistake(place, words))
            diagnostics.push_back(*std::move(wrong));
        else if (keys.find(words[0].text))
            diagnostics.push_back(at_word(place, words[0], "this key has come before", "remove one of them"));
        else
            keys.keys_.push_back({std::string(words[0].text),
                                  {std::string(words[1].text), *parse_client_class(words[2].text)}});
    }
    if (!diagnostics.empty()) return base::failure(std::move(diagnostics));
    if (keys.keys_.empty() || keys.keys_.size() > keys_max)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("{} holds {} keys", name, keys.keys_.size()),
                             fmt::format("it must hold 1 to {}; {}", keys_max, form));
    return keys;
}

std::optional<Client> ApiKeys::find(std::string_view presented) const {
    const Client* found = nullptr;
    for (const auto& entry : keys_)
        if (equal_in_constant_time(entry.key, presented)) found = &entry.client;
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    // Volatile, so that the compiler may not stop at the first difference.
    volatile unsigned char difference = 0;
    for (std::size_t at = 0; at < a.size(); ++at)
        difference = static_cast<unsigned char>(difference | (a[at] ^ b[at]));
    return difference == 0;
}

} // namespace redline::leadpipe
