/// What the labeller weighs of a token: the classes of the word and of two words either side, and where in
/// the line it stands. A feature is a number here and has a name in the table of weights: `suffix`, `<suffix`
/// for the word before, `>>suffix` for the second after, `@first` for a place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redline::leadpipe {

using FeatureId = std::uint16_t;
using Features = std::vector<FeatureId>;

std::size_t feature_count();
std::string feature_name(FeatureId feature);

/// The features of each of a line's tokens.
std::vector<Features> features_of(const std::vector<std::string_view>& tokens);

} // namespace redline::leadpipe
