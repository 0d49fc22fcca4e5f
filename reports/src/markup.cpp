#include "markup.hpp"

#include <cassert>

#include <fmt/format.h>

#include "shown.hpp"

namespace redline::reports {

std::string escaped(std::string_view text, std::size_t characters_max) {
    std::string html;
    for (const char c : shown(text, characters_max)) {
        switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        default: html += c;
        }
    }
    return html;
}

std::string isolated(std::string_view text, std::size_t characters_max) {
    return "<bdi>" + escaped(text, characters_max) + "</bdi>";
}

HtmlCell figure_cell(std::string html) { return {std::move(html), "n"}; }

std::string html_table(const std::vector<std::string>& head, const std::vector<std::vector<HtmlCell>>& rows) {
    std::string html = "<table><thead><tr>";
    for (const auto& name : head)
        html += name.starts_with('>') ? fmt::format("<th scope=\"col\" class=\"n\">{}</th>", name.substr(1))
                                      : fmt::format("<th scope=\"col\">{}</th>", name);
    html += "</tr></thead><tbody>\n";
    for (const auto& row : rows) {
        html += "<tr>";
        for (const auto& cell : row)
            html += cell.css_class.empty()
                        ? fmt::format("<td>{}</td>", cell.html)
                        : fmt::format("<td class=\"{}\">{}</td>", cell.css_class, cell.html);
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

std::string panel(std::string_view heading, std::string_view note, std::string_view body) {
    if (body.empty()) return {};
    const auto sentence = note.empty() ? "" : fmt::format("<p class=\"note\">{}</p>\n", note);
    return fmt::format("<section class=\"panel\">\n<h2>{}</h2>\n{}{}</section>\n", heading, sentence, body);
}

std::string folded(std::string_view summary, std::string_view body) {
    return fmt::format("<details><summary>{}</summary>\n{}</details>\n", summary, body);
}

std::string filled(std::string_view skeleton, const std::map<std::string, std::string, std::less<>>& slots) {
    std::string html;
    for (auto open = skeleton.find("{{"); open != std::string_view::npos; open = skeleton.find("{{")) {
        const auto close = skeleton.find("}}", open);
        const auto slot = slots.find(skeleton.substr(open + 2, close - open - 2));
        assert(slot != slots.end() && "the skeleton names a slot nobody fills");
        html += skeleton.substr(0, open);
        html += slot->second;
        skeleton.remove_prefix(close + 2);
    }
    return html.append(skeleton);
}

} // namespace redline::reports
