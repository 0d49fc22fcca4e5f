/// How likely a labelling of a line is: the sum of a weight for each feature of each token under its label,
/// and of one for each label after the one before it. The labels of the likeliest sum are found by dynamic
/// programming (A. Viterbi 1967). This is the decision of a linear-chain conditional random field
/// (J. Lafferty, A. McCallum, F. Pereira 2001) without its probabilities.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "address_label_features.hpp"
#include "redline/leadpipe/address_labels.hpp"

namespace redline::leadpipe {

using Weight = std::int32_t;
using WeightsByLabel = std::array<Weight, address_label_count>;

/// Label number `line_begin` stands before the first token.
constexpr std::size_t line_begin = address_label_count;

struct LabelWeights {
    std::vector<WeightsByLabel> of_feature = std::vector<WeightsByLabel>(feature_count());
    std::array<WeightsByLabel, address_label_count + 1> after{}; ///< [label before][label]
    bool operator==(const LabelWeights&) const = default;
};

std::vector<AddressLabel> likeliest_labels(const std::vector<Features>& tokens, const LabelWeights& weights);

/// A row a label, rows ended by `|`: `ZipCode digits_5+40 <state+12 ~StateName+9|`; `~` is the label before,
/// `~^` the line's beginning. A name that is unknown is passed over.
LabelWeights read_weights(std::string_view rows);

/// What read_weights reads, in lines of up to 108 bytes.
std::string written(const LabelWeights& weights);

/// The weights learnt from the odd lines of the corpus; see address_label_weights.cpp.
const LabelWeights& learnt_weights();

} // namespace redline::leadpipe
