#include "redline/leadpipe/api_keys.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "word_lines.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t key_size_min = 8, key_size_max = 128, source_size_max = 64, keys_max = 1000;
constexpr std::string_view form = "a line is: key source class";

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

/// What is wrong with the words of one line; nothing when all is well.
std::optional<base::Diagnostic> mistake(const base::Place& line, const std::vector<LineWord>& words) {
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
    const auto source = blanked(text, name, 0);
    std::vector<base::Diagnostic> diagnostics;
    ApiKeys keys;
    base::Place place{source, 0, 1, 1};
    for (const auto line : lines_of(text)) {
        ++place.line;
        const auto words = split_line(line);
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
