#include "labelled_lines.hpp"

#include <algorithm>

#include "redline/base/json.hpp"

namespace redline::test {

namespace {

std::string without_blanks_around(const std::string& text) {
    const auto from = text.find_first_not_of(" \n\r\t");
    if (from == std::string::npos) return {};
    return text.substr(from, text.find_last_not_of(" \n\r\t") + 1 - from);
}

LabelledLine line_of(const base::Json& json) {
    LabelledLine line{json.at("raw").get<std::string>(), {}};
    for (const auto& token : json.at("tok"))
        line.tokens.emplace_back(without_blanks_around(token.at(0).get<std::string>()),
                                 token.at(1).get<std::string>());
    return line;
}

std::vector<LabelledLine> every_second(const std::vector<LabelledLine>& lines, std::size_t first) {
    std::vector<LabelledLine> half;
    for (auto at = first; at < lines.size(); at += 2) half.push_back(lines[at]);
    return half;
}

} // namespace

std::vector<LabelledLine> labelled_lines(std::istream& jsonl) {
    std::vector<LabelledLine> lines;
    for (std::string text; std::getline(jsonl, text);)
        if (const auto json = base::parse_json(text, "labelled lines")) lines.push_back(line_of(*json));
    return lines;
}

std::vector<LabelledLine> odd_lines(const std::vector<LabelledLine>& lines) { return every_second(lines, 0); }
std::vector<LabelledLine> even_lines(const std::vector<LabelledLine>& lines) {
    return every_second(lines, 1);
}

TokenScore tokens_right(const LabelledLine& line, const std::vector<leadpipe::LabelledToken>& given) {
    TokenScore score{0, line.tokens.size()};
    std::size_t from = 0;
    for (const auto& [text, label] : line.tokens) {
        const auto found = line.line.find(text, from);
        if (found == std::string::npos) continue;
        from = found + text.size();
        score.right +=
            std::any_of(given.begin(), given.end(), [&, &text = text, &label = label](const auto& token) {
                const auto at = static_cast<std::size_t>(token.text.data() - line.line.data());
                return at == found && token.text == text && name_of(token.label) == label;
            });
    }
    return score;
}

} // namespace redline::test
