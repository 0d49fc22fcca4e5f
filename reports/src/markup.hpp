/// Why this exists: nothing from a record reaches the page but as text. These few functions are the only way
/// text gets into HTML here.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace redline::reports {

/// `shown` text (see shown.hpp) with `& < > " '` as character references: safe in text and in quoted
/// attributes.
std::string escaped(std::string_view text, std::size_t characters_max = 200);

/// The same, kept from turning the direction of the text around it.
std::string isolated(std::string_view text, std::size_t characters_max = 200);

/// A cell's content is HTML already; `css_class` may be empty.
struct HtmlCell {
    std::string html;
    std::string css_class;
};

/// A cell for a figure: aligned to the right.
HtmlCell figure_cell(std::string html);

/// A table with a head of column names, which are ours. Columns named with a leading `>` are figures.
std::string html_table(const std::vector<std::string>& head, const std::vector<std::vector<HtmlCell>>& rows);

/// A section with its heading and a sentence on how to read it (may be empty); empty where there is no body.
std::string panel(std::string_view heading, std::string_view note, std::string_view body);

/// A folded stretch of the page.
std::string folded(std::string_view summary, std::string_view body);

/// Replaces each `{{name}}` of the skeleton once; what is filled in is not looked at again.
std::string filled(std::string_view skeleton, const std::map<std::string, std::string, std::less<>>& slots);

} // namespace redline::reports
