#include "redline/leadpipe/blocking.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "redline/leadpipe/identity.hpp"

namespace redline::leadpipe {

namespace {

/// Words of a street that make keys, and their letters: `ST` of `ST LOUIS` begins half the streets of a town.
constexpr std::size_t street_words_max = 4;
constexpr std::size_t street_letters = 4;
constexpr std::size_t street_letters_min = 3;

template <class T>
void sort_without_repeats(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

void add_place_keys(const PartyTraits& traits, std::vector<std::int64_t>& keys) {
    if (traits.number.empty()) return;
    const auto place = "place\n" + traits.number + '\n';
    std::size_t added = 0;
    for (const auto& word : traits.street) {
        const bool says_much = word.size() >= street_letters_min || traits.street.size() == 1;
        if (!says_much || added++ == street_words_max) continue;
        keys.push_back(fingerprint_of(place + word.substr(0, street_letters)));
    }
}

std::string without_area_code(const std::string& phone) {
    constexpr std::size_t local_digits = 7;
    return phone.size() > local_digits ? phone.substr(phone.size() - local_digits) : phone;
}

std::string whole_name(const PartyTraits& traits) {
    std::string text = "name";
    for (const auto& word : traits.name) text += '\n' + word;
    return text;
}

using Blocks = std::unordered_map<std::int64_t, std::vector<std::size_t>>;

Blocks blocks_of(std::span<const PartyTraits> parties) {
    Blocks blocks;
    for (std::size_t place = 0; place < parties.size(); ++place)
        for (const auto key : blocking_keys(parties[place])) blocks[key].push_back(place);
    return blocks;
}

void add_pairs(const std::vector<std::size_t>& block, std::vector<PairOfPlaces>& pairs) {
    for (std::size_t at = 0; at < block.size(); ++at)
        for (auto other = at + 1; other < std::min(block.size(), at + block_max); ++other)
            pairs.emplace_back(block[at], block[other]);
}

} // namespace

std::vector<std::int64_t> blocking_keys(const PartyTraits& traits) {
    std::vector<std::int64_t> keys;
    add_place_keys(traits, keys);
    if (!traits.phone.empty()) keys.push_back(fingerprint_of("phone\n" + without_area_code(traits.phone)));
    if (!traits.name.empty()) keys.push_back(fingerprint_of(whole_name(traits)));
    sort_without_repeats(keys);
    return keys;
}

std::vector<PairOfPlaces> candidate_pairs(std::span<const PartyTraits> parties) {
    std::vector<PairOfPlaces> pairs;
    for (const auto& [key, block] : blocks_of(parties)) add_pairs(block, pairs);
    sort_without_repeats(pairs);
    return pairs;
}

} // namespace redline::leadpipe
