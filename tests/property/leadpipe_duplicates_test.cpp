// Laws of recognising duplicates, on invented parties of so few words that many of them are alike.
#include "redline/leadpipe/duplicates.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/likeness_index.hpp"
#include "redline/leadpipe/word_likeness.hpp"
#include "seeds.hpp"

namespace redline::property {

namespace {

using namespace redline::leadpipe;

template <std::size_t count>
std::string one_of(base::Random& random, const std::array<const char*, count>& words) {
    return words[random.below(count)];
}

/// A letter dropped, doubled or replaced, now and then.
std::string mistyped(base::Random& random, std::string text) {
    if (text.empty() || !random.chance(0.3)) return text;
    const auto at = random.below(text.size());
    switch (random.below(3)) {
    case 0: return text.erase(at, 1);
    case 1: return text.insert(at, 1, text[at]);
    default: text[at] = static_cast<char>('a' + random.below(26)); return text;
    }
}

std::string name(base::Random& random) {
    constexpr std::array words{"Elm",    "House", "Nursery", "Saint",      "Mary's",
                               "School", "III",   "of",      "Jos\xc3\xa9"};
    std::string text;
    for (auto left = random.below(5); left > 0; --left) text += one_of(random, words) + ' ';
    return mistyped(random, text);
}

std::string address(base::Random& random) {
    if (random.chance(0.1)) return {};
    constexpr std::array numbers{"7", "12", "120", "120-122"};
    constexpr std::array sides{"", "W ", "west ", "N. "};
    constexpr std::array streets{"Elm St", "75th", "Martin Luther King Dr", "King Drive",
                                 "St Louis ave apt 2"};
    const auto line = one_of(random, numbers) + ' ' + one_of(random, sides);
    return mistyped(random, line + one_of(random, streets));
}

Party party(base::Random& random) {
    constexpr std::array zips{"", "62704", "62740", "19901"};
    constexpr std::array phones{"", "5550143", "217-555-0143", "555-0177", "555-0134"};
    return {name(random), address(random), one_of(random, zips), one_of(random, phones)};
}

std::vector<Party> parties(base::Random& random, std::uint64_t most) {
    std::vector<Party> list;
    for (auto left = random.below(most + 1); left > 0; --left) list.push_back(party(random));
    return list;
}

double score(const Party& a, const Party& b) { return score_of(agreement_of(traits_of(a), traits_of(b))); }

std::string word(base::Random& random) {
    std::string text;
    for (auto left = random.below(12); left > 0; --left) text += "ABC"[random.below(3)];
    return text;
}

template <class T>
void shuffle(base::Random& random, std::vector<T>& values) {
    for (auto left = values.size(); left > 1; --left) std::swap(values[left - 1], values[random.below(left)]);
}

/// The groups as sets of the parties' original places.
std::set<std::set<std::size_t>> groups(const std::vector<std::size_t>& firsts,
                                       const std::vector<std::size_t>& original) {
    std::vector<std::set<std::size_t>> by_first(firsts.size());
    for (std::size_t place = 0; place < firsts.size(); ++place)
        by_first[firsts[place]].insert(original[place]);
    std::set<std::set<std::size_t>> result(by_first.begin(), by_first.end());
    result.erase(std::set<std::size_t>());
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(leadpipe_duplicates)

BOOST_AUTO_TEST_CASE(likeness_of_words_is_symmetric_and_between_nothing_and_all) {
    for_random_values("words", 20'000, [](base::Random& random) {
        const auto a = word(random), b = word(random);
        const auto likeness = jaro_winkler(a, b);
        BOOST_TEST_REQUIRE(likeness == jaro_winkler(b, a), a << ' ' << b);
        BOOST_TEST_REQUIRE((likeness >= 0 && likeness <= 1), a << ' ' << b);
        BOOST_TEST_REQUIRE((likeness == 1) == (a == b), a << ' ' << b);
    });
}

BOOST_AUTO_TEST_CASE(a_score_is_symmetric_and_none_is_likelier_than_the_party_itself) {
    for_random_values("scores", 5'000, [](base::Random& random) {
        const auto a = party(random), b = party(random);
        BOOST_TEST_REQUIRE(score(a, b) == score(b, a));
        BOOST_TEST_REQUIRE(score(a, a) >= score(a, b), a.name << '|' << b.name);
        const auto said = traits_of(a);
        const bool place = !said.street.empty() && !said.number.empty();
        if (!said.name.empty() && (place || !said.phone.empty()))
            BOOST_TEST_REQUIRE(score(a, a) >= alike_from, a.name);
    });
}

BOOST_AUTO_TEST_CASE(the_order_of_the_list_changes_no_group) {
    for_random_values("orders", 300, [](base::Random& random) {
        const auto list = parties(random, 60);
        std::vector<std::size_t> original(list.size());
        std::iota(original.begin(), original.end(), 0U);
        const auto before = groups(duplicates_of(list), original);
        shuffle(random, original);
        std::vector<Party> shuffled;
        for (const auto place : original) shuffled.push_back(list[place]);
        BOOST_TEST_REQUIRE((groups(duplicates_of(shuffled), original) == before));
    });
}

BOOST_AUTO_TEST_CASE(each_is_led_to_the_first_of_its_group) {
    for_random_values("firsts", 300, [](base::Random& random) {
        const auto firsts = duplicates_of(parties(random, 60));
        for (std::size_t place = 0; place < firsts.size(); ++place) {
            BOOST_TEST_REQUIRE(firsts[place] <= place);
            BOOST_TEST_REQUIRE(firsts[firsts[place]] == firsts[place]);
        }
    });
}

BOOST_AUTO_TEST_CASE(the_index_finds_each_exact_repeat_the_list_finds_and_nothing_outside_a_group) {
    for_random_values("repeats", 300, [](base::Random& random) {
        auto list = parties(random, 40);
        const auto repeated = list;
        list.insert(list.end(), repeated.begin(), repeated.end());
        shuffle(random, list);
        const auto firsts = duplicates_of(list);
        LikenessIndex index(list.size());
        for (std::size_t place = 0; place < list.size(); ++place) {
            const auto traits = traits_of(list[place]);
            const auto before = list.begin() + static_cast<std::ptrdiff_t>(place);
            const bool repeat = std::any_of(
                list.begin(), before, [&](const Party& earlier) { return traits_of(earlier) == traits; });
            const auto match = index.find(traits);
            if (repeat) BOOST_TEST_REQUIRE(match.has_value() == (firsts[place] != place));
            if (match) BOOST_TEST_REQUIRE(firsts[static_cast<std::size_t>(match->id)] == firsts[place]);
            index.remember(static_cast<std::int64_t>(place), traits);
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
