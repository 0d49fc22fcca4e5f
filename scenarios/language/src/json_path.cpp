#include "redline/language/json_path.hpp"

#include <fmt/format.h>

#include "check_lexer.hpp"
#include "redline/base/json_text.hpp"

namespace redline::language {

namespace {

const base::Json* child(const base::Json& parent, const std::string& key) {
    if (!parent.is_object()) return nullptr;
    const auto found = parent.find(key);
    return found == parent.end() ? nullptr : &*found;
}

const base::Json* child(const base::Json& parent, std::size_t index) {
    return parent.is_array() && index < parent.size() ? &parent[index] : nullptr;
}

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

const base::Json* find(const JsonPath& path, const base::Json& root) {
    const auto* value = &root;
    for (const auto& step : path.steps) {
        value = std::visit([&](const auto& key) { return child(*value, key); }, step);
        if (value == nullptr) return nullptr;
    }
    return value;
}

std::string to_text(const JsonPath& path) {
    std::string text = "$";
    for (const auto& step : path.steps) std::visit([&](const auto& key) { append_step(text, key); }, step);
    return text;
}

} // namespace redline::language
