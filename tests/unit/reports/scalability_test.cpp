#include "redline/reports/scalability.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::reports;

namespace {

struct Curve {
    double lambda;
    double sigma;
    double kappa;
};

std::vector<LoadPoint> points_of(const Curve& curve, double n_max) {
    std::vector<LoadPoint> points;
    for (double n = 0.2; n <= n_max; n *= 1.4)
        points.push_back({curve.lambda * n / (1 + curve.sigma * (n - 1) + curve.kappa * n * (n - 1)), n});
    return points;
}

std::string refusal(const std::vector<LoadPoint>& points) {
    const auto fit = fit_scalability(points, 1);
    return fit ? "" : fit.error().message;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(scalability)

BOOST_AUTO_TEST_CASE(contention_alone_ends_the_curve_at_lambda_over_sigma) {
    const auto fit = fit_scalability(points_of({1000, 0.25, 0}, 20), 1).value();
    BOOST_TEST(fit.ceiling.value == 4000, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(std::isinf(fit.ceiling_in_flight));
    BOOST_TEST(throughput_at(fit, 3) == 2000, boost::test_tools::tolerance(1e-6));
    const auto text = reach_text(fit, 30'000);
    BOOST_TEST(contains(text, "30,000/s is out of reach"), text);
    BOOST_TEST(contains(text, "contention σ 0.25"), text);
    BOOST_TEST(contains(text, "4,000/s"), text);
}

BOOST_AUTO_TEST_CASE(crosstalk_makes_the_curve_peak_and_fall) {
    const auto fit = fit_scalability(points_of({1000, 0.19, 0.01}, 20), 1).value();
    BOOST_TEST(fit.ceiling_in_flight == 9, boost::test_tools::tolerance(1e-6)); // √(0.81 / 0.01)
    BOOST_TEST(fit.ceiling.value == 9000 / (1 + 0.19 * 8 + 0.01 * 72), boost::test_tools::tolerance(1e-6));
    BOOST_TEST(contains(reach_text(fit, 20'000), "peaks at 2,778/s"), reach_text(fit, 20'000));
    BOOST_TEST(contains(reach_text(fit, 2000), "2,000/s is not ruled out"), reach_text(fit, 2000));
}

BOOST_AUTO_TEST_CASE(a_straight_line_says_nothing_of_ten_times) {
    const auto fit = fit_scalability(points_of({1000, 0, 0}, 20), 1).value();
    BOOST_TEST(std::isinf(fit.ceiling.high));
    BOOST_TEST(contains(reach_text(fit, 100'000), "is beyond what the curve can say"),
               reach_text(fit, 100'000));
}

BOOST_AUTO_TEST_CASE(the_same_points_and_seed_give_the_same_bands) {
    auto points = points_of({1000, 0.1, 0.001}, 20);
    for (std::size_t i = 0; i < points.size(); ++i) points[i].in_flight *= i % 2 == 0 ? 1.04 : 0.97;
    const auto once = fit_scalability(points, 7).value();
    BOOST_TEST(once.sigma.low == fit_scalability(points, 7)->sigma.low);
    BOOST_TEST(once.sigma.low < once.sigma.value);
    BOOST_TEST(once.sigma.value < once.sigma.high);
    BOOST_TEST(once.scatter > 0.01);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_fitted_is_refused_with_the_reason) {
    BOOST_TEST(contains(refusal({}), "0 steady probes, and the curve needs 5"), refusal({}));
    BOOST_TEST(contains(refusal({{100, 1}}), "1 steady probe,"));
    const std::vector<LoadPoint> close{{100, 1}, {101, 1.1}, {102, 1.2}, {103, 1.3}, {104, 1.4}};
    BOOST_TEST(contains(refusal(close), "1.00 to 1.40 requests"), refusal(close));
    const std::vector<LoadPoint> wild{{100, 1}, {9000, 2}, {10, 3}, {7000, 4}, {90, 9}, {5000, 5}};
    BOOST_TEST(contains(refusal(wild), "off any such curve"), refusal(wild));
    const std::vector<LoadPoint> silent{{100, 1}, {200, 2}, {300, 3}, {400, 4}, {0, 0}};
    BOOST_TEST(contains(refusal(silent), "without an answer"), refusal(silent));
}

BOOST_AUTO_TEST_SUITE_END()
