#include "redline/reports/page.hpp"

#include <fmt/format.h>

#include "redline/reports/figures.hpp"
#include "redline/reports/verdict.hpp"

#include "charts.hpp"
#include "markup.hpp"
#include "model_text.hpp"
#include "page_rules.hpp"
#include "page_tables.hpp"
#include "web_files.hpp"

namespace redline::reports {

namespace {

constexpr std::size_t findings_shown_max = 20;

/// The findings the headline does not tell.
std::string findings_html(const RunRecord& record) {
    std::string html;
    const std::size_t told = record.verdict == Verdict::pass ? 0 : 1;
    for (auto i = told; i < std::min(record.findings.size(), findings_shown_max); ++i)
        html += fmt::format("<li>{}</li>\n", isolated(record.findings[i].message, 400));
    return html.empty() ? "" : "<ul>\n" + html + "</ul>";
}

std::string about_html(const RunRecord& record) {
    return fmt::format("{} against {}, {} of load, {}; {}", isolated(record.scenario.name),
                       isolated(record.scenario.target), seconds_text(time_of_load(record.result)),
                       base::to_rfc3339(record.result.started_at), model_text(record.result));
}

/// The verdict's word stands above the headline already.
std::string headline_html(const RunRecord& record) {
    const auto whole = headline(record);
    const auto colon = whole.find(": ");
    auto sentence = colon == std::string::npos ? whole : whole.substr(colon + 2);
    if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
        sentence[0] = static_cast<char>(sentence[0] - 32);
    return escaped(sentence, 400);
}

std::string sections_html(const RunRecord& record) {
    std::string rules;
    for (const auto& file : record.rules) rules += rules_html(file);
    return percentiles_html(record) + breakdown_html(record.result) + errors_html(record.result) +
           thresholds_html(record.thresholds) + rules + slowest_html(record.result) + honesty_html(record) +
           environment_html(record);
}

std::string_view word_of(Verdict verdict) {
    if (verdict == Verdict::pass) return "passed";
    return verdict == Verdict::fail ? "failed" : to_text(verdict);
}

} // namespace

std::string html_page(const RunRecord& record) {
    return filled(page_html,
                  {{"version", escaped(record.redline_version, 40)},
                   {"title", escaped(record.scenario.name, 80) + ": " + std::string(word_of(record.verdict))},
                   {"css", std::string(page_css)},
                   {"verdict", std::string(to_text(record.verdict))},
                   {"verdict_word", std::string(word_of(record.verdict))},
                   {"headline", headline_html(record)},
                   {"findings", findings_html(record)},
                   {"about", about_html(record)},
                   {"cards", cards_html(record)},
                   {"charts", charts_html(record)},
                   {"sections", sections_html(record)}});
}

} // namespace redline::reports
