/// Why this exists: yaml-cpp reads past what a user should hear of (bytes that are no text, quotes without an
/// end) and tells where a value begins but not how long it is as written. These functions look at the text
/// itself.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "redline/base/diagnostic.hpp"

namespace redline::yaml {

using Source = std::shared_ptr<const base::SourceText>;

/// `source` itself, or a copy without the byte order mark it begins with.
Source without_byte_order_mark(Source source);

/// The first byte that is no UTF-8, or a control character other than tab and end of line (YAML 1.2, section
/// 5.1 allows none; yaml-cpp takes U+0004 for the end of the file).
std::optional<base::Diagnostic> check_characters(const Source& source);

/// Finds what stands at a place without counting lines again for each.
class WrittenText {
  public:
    explicit WrittenText(const Source& source);

    /// The character at a line and column counted from 1; a NUL beyond the text.
    char at(int line, int column) const;
    /// The bytes between the quote at the place and the one that ends it, or the end of the line if that
    /// comes first; nothing where the text ends before the quote does.
    std::optional<int> quoted_bytes(int line, int column) const;

  private:
    std::size_t offset_of(int line, int column) const;

    std::string_view text_;
    std::vector<std::size_t> line_starts_{0};
};

} // namespace redline::yaml
