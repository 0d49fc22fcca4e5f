#include "redline/leadpipe/word_likeness.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "redline/leadpipe/address_tokens.hpp"

namespace redline::leadpipe {

namespace {

constexpr double alike_from = 0.85;

/// Winkler's constants: the first four letters, a tenth each.
constexpr std::size_t prefix_max = 4;
constexpr double prefix_scale = 0.1;

struct Matched {
    std::uint64_t in_a = 0, in_b = 0; ///< a bit a letter
};

/// Equal letters no further apart than half the longer word; each is used once.
Matched match_letters(std::string_view a, std::string_view b) {
    const auto half = std::max(a.size(), b.size()) / 2;
    const auto reach = half == 0 ? 0 : half - 1;
    Matched matched;
    for (std::size_t at = 0; at < a.size(); ++at) {
        const auto end = std::min(b.size(), at + reach + 1);
        for (auto other = at < reach ? 0 : at - reach; other < end; ++other) {
            const auto bit = std::uint64_t{1} << other;
            if (a[at] != b[other] || (matched.in_b & bit) != 0) continue;
            matched.in_a |= std::uint64_t{1} << at;
            matched.in_b |= bit;
            break;
        }
    }
    return matched;
}

/// Matched letters that stand in another order, which come in halves of a swap.
int out_of_order(std::string_view a, std::string_view b, Matched matched) {
    int count = 0;
    for (; matched.in_a != 0; matched.in_a &= matched.in_a - 1, matched.in_b &= matched.in_b - 1)
        count += a[static_cast<std::size_t>(std::countr_zero(matched.in_a))] !=
                 b[static_cast<std::size_t>(std::countr_zero(matched.in_b))];
    return count;
}

double jaro(std::string_view a, std::string_view b) {
    const auto matched = match_letters(a, b);
    const double count = std::popcount(matched.in_a);
    if (count == 0) return 0;
    const auto in_order = count - out_of_order(a, b, matched) / 2.0;
    return (count / static_cast<double>(a.size()) + count / static_cast<double>(b.size()) +
            in_order / count) /
           3;
}

double alike_letters(const std::string& word, const std::vector<std::string>& others) {
    double best = 0;
    const bool exact = has_digit(word);
    for (std::size_t at = 0; at < std::min(others.size(), name_words_max); ++at) {
        if (word == others[at]) return static_cast<double>(word.size());
        if (!exact && !has_digit(others[at])) best = std::max(best, jaro_winkler(word, others[at]));
    }
    return best < alike_from ? 0 : best * static_cast<double>(word.size());
}

struct Side {
    double letters = 0, alike = 0;
};

Side side_of(const std::vector<std::string>& words, const std::vector<std::string>& others) {
    Side side;
    for (std::size_t at = 0; at < std::min(words.size(), name_words_max); ++at) {
        side.letters += static_cast<double>(words[at].size());
        side.alike += alike_letters(words[at], others);
    }
    return side;
}

} // namespace

double jaro_winkler(std::string_view a, std::string_view b) {
    a = a.substr(0, word_letters_max);
    b = b.substr(0, word_letters_max);
    if (a == b) return 1;
    const auto score = jaro(a, b);
    const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    const auto prefix = std::min(static_cast<std::size_t>(differ - a.begin()), prefix_max);
    return score + static_cast<double>(prefix) * prefix_scale * (1 - score);
}

WordOverlap overlap_of(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto left = side_of(a, b), right = side_of(b, a);
    if (left.letters == 0 || right.letters == 0) return {};
    const auto both = (left.alike + right.alike) / (left.letters + right.letters);
    if (left.letters == right.letters) return {both, both};
    const auto& lesser = left.letters < right.letters ? left : right;
    return {both, lesser.alike / lesser.letters};
}

} // namespace redline::leadpipe
