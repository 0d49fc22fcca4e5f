/// Why this exists: the weights of leadpipe's labeller are learnt, and who doubts or changes a feature must
/// be able to learn them again. The averaged structured perceptron (M. Collins 2002, "Discriminative Training
/// Methods for Hidden Markov Models"), with a margin: a wrong label must lose by more than nothing.
///
/// Whole numbers until the last division and shuffles by a fixed seed: the same lines give the same weights.
#pragma once

#include "address_label_model.hpp"
#include "labelled_lines.hpp"

namespace redline::test {

struct Training {
    int rounds = 10;
    std::size_t weights_max = 500; ///< how many of the table's cells may be other than zero
    int margin = 2;                ///< in steps of the perceptron
    std::uint64_t seed = 1;
};

/// Learns from the lines whose tokens are cut as address_tokens cuts them, and from invented ones for what
/// the corpus lacks: military mail and Puerto Rico.
leadpipe::LabelWeights learn(const std::vector<LabelledLine>& lines, const Training& training);

} // namespace redline::test
