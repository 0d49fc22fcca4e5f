// The edit distance against its definition, written as the recursion it is.
#include "redline/base/nearest_word.hpp"

#include <boost/test/unit_test.hpp>

#include "seeds.hpp"

namespace redline::property {

namespace {

/// Optimal string alignment, straight from the recurrence.
std::size_t naive_distance(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.size() + b.size();
    const auto shorter_a = a.substr(0, a.size() - 1);
    const auto shorter_b = b.substr(0, b.size() - 1);
    auto best = naive_distance(shorter_a, shorter_b) + (a.back() == b.back() ? 0 : 1);
    best = std::min({best, naive_distance(shorter_a, b) + 1, naive_distance(a, shorter_b) + 1});
    const bool swapped =
        a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && b.back() == a[a.size() - 2];
    if (swapped)
        best = std::min(best, naive_distance(a.substr(0, a.size() - 2), b.substr(0, b.size() - 2)) + 1);
    return best;
}

std::string word(base::Random& random, std::uint64_t most) {
    std::string text;
    for (auto left = random.below(most + 1); left > 0; --left) text += "abc"[random.below(3)];
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_nearest_word)

BOOST_AUTO_TEST_CASE(the_distance_is_that_of_the_recurrence) {
    for_random_values("words", 1'500, [](base::Random& random) {
        const auto a = word(random, 6);
        const auto b = word(random, 6);
        BOOST_TEST(base::edit_distance(a, b) == naive_distance(a, b), a << ' ' << b);
        BOOST_TEST(base::edit_distance(a, b) == base::edit_distance(b, a), a << ' ' << b);
    });
}

BOOST_AUTO_TEST_CASE(the_word_offered_is_a_nearest_one_within_a_third) {
    for_random_values("offers", 20'000, [](base::Random& random) {
        const auto typed = word(random, 9);
        const std::string known[] = {word(random, 9), word(random, 9), word(random, 9)};
        const std::vector<std::string_view> candidates(std::begin(known), std::end(known));
        std::size_t least = SIZE_MAX;
        for (const auto candidate : candidates)
            least = std::min(least, base::edit_distance(typed, candidate));
        const auto offered = base::nearest_word(typed, candidates);
        BOOST_TEST_REQUIRE(offered.has_value() == (least <= std::max<std::size_t>(1, typed.size() / 3)),
                           typed);
        if (offered) BOOST_TEST_REQUIRE(base::edit_distance(typed, *offered) == least, typed);
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
