#include "redline/language/json_path.hpp"

#include <fmt/format.h>

#include "check_lexer.hpp"
#include "redline/base/json_text.hpp"

namespace redline::language {

namespace {

void append_step(std::string& text, const std::string& key) {
    if (is_word(key)) {
        text.append(".").append(key);
        return;
    }
    text += '[';
    base::append_json_string(text, key);
    text += ']';
}

void append_step(std::string& text, std::size_t index) { text += fmt::format("[{}]", index); }

} // namespace

std::string to_text(const JsonPath& path) {
    std::string text = "$";
    for (const auto& step : path.steps) std::visit([&](const auto& key) { append_step(text, key); }, step);
    return text;
}

} // namespace redline::language
