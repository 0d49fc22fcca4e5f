/// Why this exists: the terminal's columns line up by the characters shown, not by bytes, and not by the
/// bytes that only choose a colour.
#pragma once

#include <string>
#include <vector>

namespace redline::reports {

enum class Ink { plain, good, bad, wary, dim, strong };

/// The text between the escapes that choose its colour (ECMA-48 SGR), or the bare text.
std::string inked(std::string text, Ink ink, bool colour);

struct TextCell {
    std::string text;
    Ink ink = Ink::plain;
    bool runs_over = false; ///< a row's last cell that may stretch beyond its column without widening it
};

struct TextTable {
    std::string alignment; ///< a letter a column: `l` or `r`
    std::vector<std::vector<TextCell>> rows;

    /// Every row indented by two, columns two apart, no spaces at the end of a line.
    std::string text(bool colour) const;
};

} // namespace redline::reports
