#include "redline/alerting/significance.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numbers>
#include <vector>

namespace tools = boost::test_tools;
using namespace redline::alerting;

namespace {

/// The distribution of a sum of n coin throws, one throw added after the other.
std::vector<long double> thrown(unsigned n, double p) {
    std::vector<long double> chance{1};
    for (unsigned i = 0; i < n; ++i) {
        chance.push_back(0);
        for (std::size_t k = chance.size() - 1; k > 0; --k)
            chance[k] = chance[k] * (1 - p) + chance[k - 1] * p;
        chance[0] *= 1 - p;
    }
    return chance;
}

/// Under t = √ν tan θ the density of Student's t is proportional to cos^(ν−1) θ; both integrals by Simpson.
double integrated_tail(double t, unsigned nu) {
    const auto integral = [nu](double from, double to) {
        constexpr int pieces = 20'000;
        const double width = (to - from) / pieces;
        double sum = 0;
        for (int i = 0; i <= pieces; ++i) {
            const double weight = i == 0 || i == pieces ? 1 : (i % 2 == 1 ? 4 : 2);
            sum += weight * std::pow(std::max(std::cos(from + width * i), 0.0), nu - 1);
        }
        return sum * width / 3;
    };
    constexpr double right = std::numbers::pi / 2;
    return integral(std::atan(t / std::sqrt(nu)), right) / integral(-right, right);
}

} // namespace

BOOST_AUTO_TEST_SUITE(significance)

BOOST_AUTO_TEST_CASE(binomial_tails_are_those_of_coins_thrown_one_by_one) {
    for (const unsigned n : {1U, 2U, 7U, 40U, 99U}) {
        for (const double p : {1e-6, 0.001, 0.0144, 0.3, 0.5, 0.93}) {
            const auto chance = thrown(n, p);
            long double tail = 0;
            for (unsigned k = n + 1; k-- > 0;) {
                tail += chance[k];
                BOOST_TEST_CONTEXT("n " << n << ", p " << p << ", k " << k)
                BOOST_TEST(binomial_upper_tail(k, n, p) == static_cast<double>(tail), tools::tolerance(1e-9));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(binomial_ends) {
    BOOST_TEST(binomial_upper_tail(0, 0, 0.1) == 1);
    BOOST_TEST(binomial_upper_tail(1, 0, 0.1) == 0);
    BOOST_TEST(binomial_upper_tail(3, 10, 0.0) == 0);
    BOOST_TEST(binomial_upper_tail(10, 10, 1.0) == 1);
    BOOST_TEST(binomial_upper_tail(11, 10, 1.0) == 0);
    BOOST_TEST(binomial_upper_tail(2, 2, 0.0144) == 0.0144 * 0.0144, tools::tolerance(1e-12));
}

/// Either at least k are bad, or at least n − k + 1 are good.
BOOST_AUTO_TEST_CASE(bad_and_good_tails_sum_to_one) {
    for (const unsigned k : {1U, 500U, 990U, 1000U, 1010U, 5000U, 10'000U})
        BOOST_TEST(binomial_upper_tail(k, 10'000, 0.1) + binomial_upper_tail(10'001 - k, 10'000, 0.9) == 1.0,
                   tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(student_tails_are_the_integral_of_the_density) {
    for (const unsigned nu : {1U, 2U, 3U, 4U, 5U, 9U, 10U, 29U, 120U})
        for (const double t : {-2.0, 0.0, 0.3, 1.0, 2.5, 6.0})
            BOOST_TEST_CONTEXT("t " << t << ", degrees of freedom " << nu)
    BOOST_TEST(student_t_upper_tail(t, nu) == integrated_tail(t, nu), tools::tolerance(1e-6));
}

/// Printed tables, to three decimals of t.
BOOST_AUTO_TEST_CASE(student_tails_agree_with_the_tables) {
    BOOST_TEST(student_t_upper_tail(12.706, 1) == 0.025, tools::tolerance(1e-3));
    BOOST_TEST(student_t_upper_tail(4.604, 4) == 0.005, tools::tolerance(1e-3));
    BOOST_TEST(student_t_upper_tail(3.250, 9) == 0.005, tools::tolerance(1e-3));
    BOOST_TEST(student_t_upper_tail(4.297, 9) == 0.001, tools::tolerance(1e-3));
    BOOST_TEST(student_t_upper_tail(2.042, 30) == 0.025, tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_SUITE_END()
