/// Why this exists: a file is read once into a type that cannot be wrong, and every mistake in it is reported
/// at its place in one go. Readers here take a node, append to a list of diagnostics, and answer with nothing
/// where the node was wrong, so that reading goes on to the next mistake.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redline/yaml/node.hpp"

namespace redline::yaml {

using Diagnostics = std::vector<base::Diagnostic>;

/// Reads the keys of one mapping. Ask for each key the mapping may have, then call finish() to report the
/// others.
class MappingReader {
  public:
    /// `what` names the mapping in messages: "a stage", "the file".
    MappingReader(const Node& node, std::string what, Diagnostics& diagnostics);

    /// Null where the key is absent (or the node is no mapping, which has been reported).
    const Node* optional(std::string_view key);
    /// As optional, and reports the key's absence.
    const Node* required(std::string_view key);
    /// Reports keys that were never asked for, each with the nearest key that was.
    void finish();

    const base::Place& place() const { return node_.place; }
    Diagnostics& diagnostics() { return diagnostics_; }

  private:
    const Node& node_;
    std::string what_;
    Diagnostics& diagnostics_;
    std::vector<std::string_view> known_;
};

/// Appends one diagnostic at `node`.
void report(Diagnostics& diagnostics, const Node& node, std::string message, std::string hint = {});

/// Each answers nothing for a null pointer, and nothing plus a diagnostic for a node of the wrong form.
std::optional<std::string> read_text(const Node* node, Diagnostics& diagnostics);
std::optional<std::uint64_t> read_count(const Node* node, Diagnostics& diagnostics);
std::optional<double> read_number(const Node* node, Diagnostics& diagnostics);
std::optional<bool> read_flag(const Node* node, Diagnostics& diagnostics); ///< `true` or `false`
/// The index of the scalar among `words`.
std::optional<std::size_t> read_choice(const Node* node, std::span<const std::string_view> words,
                                       Diagnostics& diagnostics);
/// The items of a sequence; empty for null, reported where it is none.
std::span<const Node> read_items(const Node* node, Diagnostics& diagnostics);

/// Reads a scalar with `parse`, a function from text to Result<T>; its error is shown at the node.
template <class Parse>
auto read_as(const Node* node, Diagnostics& diagnostics, Parse parse) {
    using Value = typename decltype(parse(std::string_view{}))::value_type;
    std::optional<Value> read;
    const auto text = read_text(node, diagnostics);
    if (!text) return read;
    if (auto value = parse(std::string_view(*text)))
        read = std::move(*value);
    else
        report(diagnostics, *node, value.error().message, value.error().hint);
    return read;
}

} // namespace redline::yaml
