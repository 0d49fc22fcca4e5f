/// Why this exists: the highest rate a target holds is found by asking, and each answer is a coin: near the
/// edge the same rate keeps its SLO once and breaks it the next time. What to ask next, when to stop and what
/// may then be said is a function of the answers so far, so it can be tried on ten thousand simulated
/// targets.
///
/// *Capacity* is the rate at which a probe keeps the SLO as often as not. Three steps:
///
/// 1. Bracketing: from `from`, each probe asks twice the rate of the one before, until one breaks.
/// 2. Bisection on a log scale: what the answers say of the capacity is kept as a probability for each rate
///    (Bayes' rule, one binomial likelihood for all answers), and the next probe goes to its median, or close
///    to the edge to its lower and upper end by turns. Rates are taken from a grid of half the precision, so
///    there the same rates are asked again and again until the answers have decided (Horstein 1963,
///    "Sequential transmission using noiseless feedback"; Watson and Pelli 1983, "QUEST: a Bayesian adaptive
///    psychometric method"). That a probe at rate r holds has probability
///        e + (1 − 2e) / (1 + (r / capacity)^(1/w))
///    where the width w of the edge is unknown too (a hard knee to one of ±30 %), and e allows for luck.
/// 3. It ends when the interval that holds the capacity with 95 % is narrower than the precision, or lies
///    beyond an end of what was to be searched, or when `probes_max` answers were not enough.
///
/// A spoiled probe is no answer. After `spoils_max` of them at one rate the generator cannot offer that rate,
/// unless it offered as much before; the search goes on below it, and ends undecided where the edge is not to
/// be found there.
///
/// Rates per second. Pure; about 0.5 ms a call. How often the interval is right: scenarios/README.md.
#pragma once

#include <optional>
#include <span>

namespace redline::reports {

enum class ProbeVerdict {
    held,
    broke,
    spoiled, ///< by the generator: says nothing of the target
};

struct ProbeAnswer {
    double rate = 0;
    ProbeVerdict verdict = ProbeVerdict::spoiled;
};

struct SearchOptions {
    double from = 1; ///< above 0
    double to = 1;   ///< at least `from`
    double precision = 0.05;
    unsigned probes_max = 100;
};

constexpr unsigned spoils_max = 3;
constexpr double credible_share = 0.95;

enum class SearchEnd {
    found,      ///< `range` is narrower than the precision
    above_to,   ///< the SLO held up to the highest rate asked for
    below_from, ///< it broke even at the lowest
    generator,  ///< more than was offered could not be offered
    unsettled,  ///< `probes_max` answers did not settle it
};

/// Holds the capacity with `credible_share`; `best` is the median. Beyond the ends of the search the range
/// knows nothing: low is 0 there, high is infinite.
struct CapacityRange {
    double low = 0;
    double best = 0;
    double high = 0;
};

struct SearchStep {
    std::optional<double> next;           ///< the rate to ask now; nothing: done
    SearchEnd end = SearchEnd::unsettled; ///< why it is done; where it is not, `unsettled`
    CapacityRange range;
};

/// The lowest rate the generator could not offer; nothing where it offered whatever it was asked to.
std::optional<double> rate_not_offered(std::span<const ProbeAnswer> answers);

SearchStep search_capacity(const SearchOptions& options, std::span<const ProbeAnswer> answers);

} // namespace redline::reports
