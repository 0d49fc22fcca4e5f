/// Why this exists: few events make wild ratios. Before a rule wakes somebody on thin evidence it asks how
/// likely chance alone would have been to show as much; the answers are computed exactly, not approximated by
/// a normal curve that is wrong just where events are few.
///
/// Pure functions; arguments outside the stated ranges are bugs.
#pragma once

#include <cstdint>

namespace redline::alerting {

/// P(X ≥ bad) for X ~ Binomial(n, p): the exact sum of Σ C(n,i) pⁱ (1−p)ⁿ⁻ⁱ over i ≥ bad, by the recurrence
/// from the first term (Abramowitz & Stegun 26.1.20), which is taken through logarithms. p in [0, 1]; time
/// grows with n.
double binomial_upper_tail(std::uint64_t bad, std::uint64_t n, double p);

/// P(T ≥ t) for Student's t with a whole number of degrees of freedom, at least 1: the finite series of
/// Abramowitz & Stegun 26.7.3 and 26.7.4.
double student_t_upper_tail(double t, unsigned degrees_of_freedom);

} // namespace redline::alerting
