#include "address_label_features.hpp"

#include <array>

#include "address_places.hpp"

namespace redline::leadpipe {

namespace {

struct Neighbour {
    int offset;
    std::string_view mark;
};

constexpr std::array<Neighbour, 5> neighbours = {{{0, ""}, {-1, "<"}, {1, ">"}, {-2, "<<"}, {2, ">>"}}};

FeatureId class_feature(std::size_t neighbour, std::size_t word_class) {
    return static_cast<FeatureId>(neighbour * word_class_count + word_class);
}

constexpr std::size_t first_place = neighbours.size() * word_class_count;

void add_classes(const WordClasses& classes, std::size_t neighbour, Features& features) {
    for (std::size_t word_class = 0; word_class < word_class_count; ++word_class)
        if (classes.has(static_cast<WordClass>(word_class)))
            features.push_back(class_feature(neighbour, word_class));
}

Features features_at(const std::vector<ClassedWord>& words, const Places& places, std::size_t at) {
    Features features;
    for (std::size_t number = 0; number < neighbours.size(); ++number) {
        const auto there = static_cast<std::ptrdiff_t>(at) + neighbours[number].offset;
        if (there < 0 || there >= static_cast<std::ptrdiff_t>(words.size())) continue;
        add_classes(words[static_cast<std::size_t>(there)].classes, number, features);
    }
    for (std::size_t place = 0; place < place_count; ++place)
        if (places.has(static_cast<Place>(place)))
            features.push_back(static_cast<FeatureId>(first_place + place));
    return features;
}

} // namespace

std::size_t feature_count() { return first_place + place_count; }

std::string feature_name(FeatureId feature) {
    if (feature >= first_place) return "@" + std::string(name_of(static_cast<Place>(feature - first_place)));
    return std::string(neighbours[feature / word_class_count].mark) +
           std::string(name_of(static_cast<WordClass>(feature % word_class_count)));
}

std::vector<Features> features_of(const std::vector<std::string_view>& tokens) {
    const auto words = classed_words(tokens);
    const auto places = places_of(words);
    std::vector<Features> features;
    features.reserve(words.size());
    for (std::size_t at = 0; at < words.size(); ++at) features.push_back(features_at(words, places[at], at));
    return features;
}

} // namespace redline::leadpipe
