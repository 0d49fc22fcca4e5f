// Duplicates among real descriptions of early-childhood sites whose true entities somebody looked up. Weights
// and threshold were chosen on the entities with an odd id; those with an even id are looked at here and in
// the bench only, to report.
#include <iostream>

#include "agreement_weights.hpp"
#include "corpus_file.hpp"
#include "known_duplicates.hpp"
#include "redline/leadpipe/duplicates.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

test::KnownParties half_of_chicago(test::Half half) {
    return test::known_parties(test::corpus_text("addresses/chicago_duplicates_with_true_ids.csv"), half);
}

test::PairwiseJudgement judged(const test::KnownParties& known, double threshold = alike_from) {
    return test::judge(known.entities, duplicates_of(known.parties, threshold));
}

void print(const char* half, const test::PairwiseJudgement& judgement) {
    std::cout << half << " half: precision " << judgement.precision() << ", recall " << judgement.recall()
              << ", F1 " << judgement.f1() << '\n';
}

/// What a level weighs in the code against what the odd half says, to a bit: some levels are met by so few
/// pairs that one of them, read otherwise, is half of that.
void check_weight(const Agreement& agreement, const test::FieldCounts& counts, std::size_t level) {
    const auto measured = test::weight_of(counts, level);
    BOOST_TEST(std::abs(score_of(agreement) - measured) < 1,
               score_of(agreement) << " bits are written down, the odd half says " << measured);
}

} // namespace

BOOST_AUTO_TEST_SUITE(duplicates)

BOOST_AUTO_TEST_CASE(most_duplicates_of_the_half_kept_aside_are_found_and_little_else) {
    const auto odd = half_of_chicago(test::Half::odd), even = half_of_chicago(test::Half::even);
    BOOST_TEST(odd.parties.size() + even.parties.size() == 3337U);
    print("odd", judged(odd));
    const auto judgement = judged(even);
    print("even", judgement);
    BOOST_TEST(judgement.f1() >= 0.90);
}

BOOST_AUTO_TEST_CASE(the_weights_are_those_of_the_odd_half) {
    const auto counts = test::agreement_counts(half_of_chicago(test::Half::odd));
    for (std::size_t level = 1; level < 6; ++level) BOOST_TEST_CONTEXT("name, level " << level)
    check_weight({.name = static_cast<NameAgreement>(level)}, counts.name, level);
    for (std::size_t level = 1; level < 5; ++level) BOOST_TEST_CONTEXT("place, level " << level)
    check_weight({.place = static_cast<PlaceAgreement>(level)}, counts.place, level);
    for (std::size_t level = 1; level < 4; ++level) {
        const auto digits = static_cast<DigitsAgreement>(level);
        BOOST_TEST_CONTEXT("ZIP code, level " << level) check_weight({.zip = digits}, counts.zip, level);
        BOOST_TEST_CONTEXT("phone, level " << level) check_weight({.phone = digits}, counts.phone, level);
    }
}

BOOST_AUTO_TEST_CASE(the_threshold_is_a_best_one_of_the_odd_half) {
    const auto odd = half_of_chicago(test::Half::odd);
    double best = 0;
    for (double threshold = 0; threshold <= 30; ++threshold)
        best = std::max(best, judged(odd, threshold).f1());
    BOOST_TEST(judged(odd).f1() >= best - 0.005);
}

BOOST_AUTO_TEST_SUITE_END()
