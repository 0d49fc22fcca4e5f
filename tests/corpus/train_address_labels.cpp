// Learns the weights of leadpipe's address labeller from the odd lines of the corpus and prints them as rows
// of address_label_weights.cpp. With `folds` it tells instead how well that goes: five times, a fifth of the
// odd lines is judged by weights learnt from the other four. The even lines are not read but to be passed
// over.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string_view>

#include "address_label_training.hpp"

using namespace redline;
using namespace redline::test;

namespace {

constexpr std::size_t folds = 5;

using Mistakes = std::map<std::string, std::size_t>;

std::vector<leadpipe::LabelledToken> labelled_by(const leadpipe::LabelWeights& weights,
                                                 std::string_view line) {
    const auto tokens = leadpipe::address_tokens(line);
    const auto labels = leadpipe::likeliest_labels(leadpipe::features_of(tokens), weights);
    std::vector<leadpipe::LabelledToken> labelled;
    for (std::size_t at = 0; at < tokens.size(); ++at) labelled.push_back({tokens[at], labels[at]});
    return labelled;
}

void count_mistakes(const LabelledLine& line, const std::vector<leadpipe::LabelledToken>& given,
                    Mistakes& mistakes) {
    for (std::size_t at = 0; at < given.size() && at < line.tokens.size(); ++at) {
        const std::string guess(name_of(given[at].label));
        if (guess != line.tokens[at].second) ++mistakes[line.tokens[at].second + " as " + guess];
    }
}

TokenScore judge(const std::vector<LabelledLine>& lines, const leadpipe::LabelWeights& weights,
                 Mistakes& mistakes, bool told) {
    TokenScore sum;
    for (const auto& line : lines) {
        const auto given = labelled_by(weights, line.line);
        const auto score = tokens_right(line, given);
        sum.right += score.right;
        sum.of += score.of;
        if (score.right == score.of) continue;
        count_mistakes(line, given, mistakes);
        if (!told) continue;
        for (const auto& token : given)
            std::printf("%.*s/%.*s ", int(token.text.size()), token.text.data(),
                        int(name_of(token.label).size()), name_of(token.label).data());
        std::printf("\n");
    }
    return sum;
}

int print_folds(const std::vector<LabelledLine>& lines, const Training& training, bool told) {
    TokenScore sum;
    Mistakes mistakes;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<LabelledLine> learnt, judged;
        for (std::size_t at = 0; at < lines.size(); ++at)
            (at % folds == fold ? judged : learnt).push_back(lines[at]);
        const auto score = judge(judged, learn(learnt, training), mistakes, told);
        sum.right += score.right;
        sum.of += score.of;
    }
    std::printf("%zu of %zu tokens right: %.4f\n", sum.right, sum.of, sum.share());
    for (const auto& [mistake, count] : mistakes)
        if (count > 2) std::printf("%4zu %s\n", count, mistake.c_str());
    return 0;
}

} // namespace

int main(int count, char** words) {
    const std::string_view deed = count > 1 ? words[1] : "";
    if (count < 3 || (deed != "table" && !deed.starts_with("folds"))) {
        std::fputs("usage: train_address_labels table|folds|folds-told us_labeled_tokens.jsonl\n", stderr);
        return 2;
    }
    const Training training;
    std::ifstream corpus(words[2]);
    const auto lines = odd_lines(labelled_lines(corpus));
    if (deed != "table") return print_folds(lines, training, deed == "folds-told");
    std::fputs(written(learn(lines, training)).c_str(), stdout);
    return 0;
}
