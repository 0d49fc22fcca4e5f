#include "redline/yaml/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"

namespace redline::yaml {

namespace {

std::string_view kind_name(Kind kind) {
    switch (kind) {
    case Kind::null: return "nothing";
    case Kind::scalar: return "a single value";
    case Kind::sequence: return "a list";
    case Kind::mapping: return "a mapping";
    }
    return "";
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

MappingReader::MappingReader(const Node& node, std::string what, Diagnostics& diagnostics)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics) {
    if (node.kind != Kind::mapping)
        report(diagnostics_, node, fmt::format("{} must be a mapping, not {}", what_, kind_name(node.kind)));
}

const Node* MappingReader::optional(std::string_view key) {
    known_.push_back(key);
    return node_.find(key);
}

const Node* MappingReader::required(std::string_view key) {
    const auto* found = optional(key);
    if (found == nullptr && node_.kind == Kind::mapping)
        report(diagnostics_, node_, fmt::format("{} needs `{}`", what_, key));
    return found;
}

void MappingReader::finish() {
    for (const auto& entry : node_.entries) {
        if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
        diagnostics_.push_back({entry.key_place, fmt::format("unknown key `{}` in {}", entry.key, what_),
                                base::suggestion(entry.key, known_)});
    }
}

void report(Diagnostics& diagnostics, const Node& node, std::string message, std::string hint) {
    diagnostics.push_back({node.place, std::move(message), std::move(hint)});
}

std::optional<std::string> read_text(const Node* node, Diagnostics& diagnostics) {
    if (node == nullptr) return std::nullopt;
    if (node->kind == Kind::scalar) return node->text;
    report(diagnostics, *node, fmt::format("a single value is needed here, not {}", kind_name(node->kind)));
    return std::nullopt;
}

std::optional<std::uint64_t> read_count(const Node* node, Diagnostics& diagnostics) {
    const auto text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    const auto count = whole_number<std::uint64_t>(*text);
    if (!count) report(diagnostics, *node, fmt::format("`{}` is not a whole number", *text));
    return count;
}

std::optional<double> read_number(const Node* node, Diagnostics& diagnostics) {
    const auto text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    const auto number = whole_number<double>(*text);
    if (number && std::isfinite(*number)) return number;
    report(diagnostics, *node, fmt::format("`{}` is not a number", *text));
    return std::nullopt;
}

std::optional<bool> read_flag(const Node* node, Diagnostics& diagnostics) {
    constexpr std::string_view words[] = {"false", "true"};
    const auto choice = read_choice(node, words, diagnostics);
    if (!choice) return std::nullopt;
    return *choice == 1;
}

std::optional<std::size_t> read_choice(const Node* node, std::span<const std::string_view> words,
                                       Diagnostics& diagnostics) {
    const auto text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    const auto word = std::find(words.begin(), words.end(), *text);
    if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
    report(diagnostics, *node, fmt::format("`{}` is not known here", *text), base::suggestion(*text, words));
    return std::nullopt;
}

std::span<const Node> read_items(const Node* node, Diagnostics& diagnostics) {
    if (node == nullptr) return {};
    if (node->kind == Kind::sequence) return node->items;
    report(diagnostics, *node, fmt::format("a list is needed here, not {}", kind_name(node->kind)));
    return {};
}

} // namespace redline::yaml
