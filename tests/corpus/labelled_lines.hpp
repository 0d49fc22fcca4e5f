/// Why this exists: addresses/us_labeled_tokens.jsonl holds lines whose tokens people labelled. Its odd lines
/// (the 1st, the 3rd …) choose features and weights of the labeller; its even lines only judge it.
#pragma once

#include <istream>
#include <string>
#include <utility>
#include <vector>

#include "redline/leadpipe/address_labels.hpp"

namespace redline::test {

struct LabelledLine {
    std::string line;
    std::vector<std::pair<std::string, std::string>> tokens; ///< text without blanks around it, label's name
};

/// One line of JSON each; what cannot be read is left out.
std::vector<LabelledLine> labelled_lines(std::istream& jsonl);

std::vector<LabelledLine> odd_lines(const std::vector<LabelledLine>& lines);
std::vector<LabelledLine> even_lines(const std::vector<LabelledLine>& lines);

struct TokenScore {
    std::size_t right = 0;
    std::size_t of = 0;
    double share() const { return of == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(of); }
};

/// How many of the tokens people labelled are tokens of `given` (a labelling of line.line) with that label.
TokenScore tokens_right(const LabelledLine& line, const std::vector<leadpipe::LabelledToken>& given);

} // namespace redline::test
