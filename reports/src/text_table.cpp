#include "text_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "shown.hpp"

namespace redline::reports {

namespace {

/// In the order of Ink.
constexpr std::array<std::string_view, 6> sgr_codes{"", "32", "31", "33", "2", "1"};

std::vector<std::size_t> widths_of(const TextTable& table) {
    std::vector<std::size_t> widths(table.alignment.size());
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!row[i].runs_over) widths[i] = std::max(widths[i], columns_of(row[i].text));
    return widths;
}

std::string row_text(const std::vector<TextCell>& row, const std::vector<std::size_t>& widths,
                     const std::string& alignment, bool colour) {
    std::string out;
    std::size_t owed = 2; // spaces not written yet, so that none are left at the end of a line
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto columns = columns_of(row[i].text);
        const auto padding = widths[i] - std::min(columns, widths[i]);
        if (alignment[i] == 'r') owed += padding;
        if (columns > 0) {
            out.append(owed, ' ');
            out += inked(row[i].text, row[i].ink, colour);
            owed = 0;
        }
        owed += alignment[i] == 'l' ? padding + 2 : 2;
    }
    return out;
}

} // namespace

std::string inked(std::string text, Ink ink, bool colour) {
    if (!colour || ink == Ink::plain || text.empty()) return text;
    return fmt::format("\x1b[{}m{}\x1b[0m", sgr_codes[static_cast<std::size_t>(ink)], text);
}

std::string TextTable::text(bool colour) const {
    const auto widths = widths_of(*this);
    std::string out;
    for (const auto& row : rows) out += row_text(row, widths, alignment, colour) + '\n';
    return out;
}

} // namespace redline::reports
