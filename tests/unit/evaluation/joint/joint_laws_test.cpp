// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/expression_parser.hpp"
#include "framework/evaluation/joint/joint_correlation.hpp"
#include "framework/evaluation/joint/joint_gain.hpp"
#include "framework/evaluation/joint/joint_law.hpp"
#include "framework/evaluation/statistics/distributions.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace sinter;
using namespace sinter::evaluation;
using Eigen::Matrix3d;
using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::Vector3d;

namespace {

Expression expression_of(const std::string& text) { return parse_expression(text).expression; }

MatrixXd correlation2(double r) {
    MatrixXd matrix = MatrixXd::Identity(2, 2);
    matrix(0, 1) = matrix(1, 0) = r;
    return matrix;
}

double density3(const Vector3d& x, const Vector3d& mean, const Matrix3d& covariance) {
    const Vector3d e = x - mean;
    return std::exp(-0.5 * e.dot(covariance.inverse() * e)) /
           std::sqrt(std::pow(2 * std::numbers::pi, 3) * covariance.determinant());
}

/// By the midpoint rule over a cube of 5.5 standard deviations: the probability of each being the largest.
Vector3d argmax_probabilities(const Vector3d& mean, const Matrix3d& covariance) {
    constexpr int cells = 120;
    const Vector3d reach = 5.5 * covariance.diagonal().cwiseSqrt();
    const Vector3d step = 2 * reach / cells;
    Vector3d sum = Vector3d::Zero();
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < cells; ++j) {
            for (int k = 0; k < cells; ++k) {
                const Vector3d x = mean - reach + Vector3d(i + 0.5, j + 0.5, k + 0.5).cwiseProduct(step);
                Eigen::Index largest = 0;
                x.maxCoeff(&largest);
                sum[largest] += density3(x, mean, covariance) * step.prod();
            }
        }
    }
    return sum;
}

/// Residuals of a normal law with that correlation; column k has the deviation k + 1.
MatrixXd drawn(const MatrixXd& correlation, Eigen::Index cases, std::uint64_t seed) {
    const MatrixXd root = correlation.llt().matrixL();
    MatrixXd residuals(cases, correlation.rows());
    const Stream stream(seed);
    for (Eigen::Index i = 0; i < cases; ++i) {
        for (Eigen::Index k = 0; k < correlation.rows(); ++k) {
            const auto counter = static_cast<std::uint64_t>(i * correlation.rows() + k);
            residuals(i, k) =
                normal_quantile((static_cast<double>(stream.bits(counter) >> 12U) + 0.5) * 0x1.0p-52);
        }
    }
    residuals = residuals * root.transpose();
    for (Eigen::Index k = 0; k < residuals.cols(); ++k) {
        residuals.col(k) *= static_cast<double>(k + 1);
    }
    return residuals;
}

} // namespace

TEST_CASE("the difference of two normals has the closed form, exactly") {
    const auto expression = expression_of("a - b");
    const Propagation propagation(expression, {}, Stream(1));
    const Marginals marginals{Vector2d(2, 0.5), Vector2d(0.3, 0.4)};
    const auto joint = propagation.law(marginals, correlation2(0.65));
    CHECK(joint.mean == Approx(1.5));
    CHECK(joint.sigma == Approx(std::sqrt(0.09 + 0.16 - 2 * 0.65 * 0.12)));
    CHECK(propagation.law(marginals, correlation2(0)).sigma == Approx(0.5));
    CHECK(propagation.law(marginals, correlation2(1)).sigma == Approx(0.1));
}

TEST_CASE("the points give the known law of a maximum of two normals") {
    // Clark 1961, "The greatest of a finite set of random variables": the first two moments.
    const auto expression = expression_of("max(a, b)");
    const Propagation propagation(expression, {}, Stream(1));
    for (const double r : {-0.5, 0.0, 0.65}) {
        const Marginals marginals{Vector2d(2, 1.8), Vector2d(0.3, 0.4)};
        const double spread = std::sqrt(0.09 + 0.16 - 2 * r * 0.12);
        const double z = 0.2 / spread;
        const double first = 2 * normal_cdf(z) + 1.8 * normal_cdf(-z) + spread * normal_density(z);
        const double second =
            (4 + 0.09) * normal_cdf(z) + (3.24 + 0.16) * normal_cdf(-z) + 3.8 * spread * normal_density(z);
        const auto law = propagation.law(marginals, correlation2(r));
        CHECK(law.mean == Approx(first).margin(2e-4));
        CHECK(law.sigma == Approx(std::sqrt(second - first * first)).margin(5e-4));
    }
}

TEST_CASE("the probabilities of the largest of three normals agree with plain integration") {
    const auto expression = expression_of("argmax(a, b, c)");
    const Propagation propagation(expression, {}, Stream(3));
    const Vector3d mean(1.0, 1.2, 0.7);
    const Vector3d sigma(0.5, 0.4, 0.8);
    MatrixXd correlation(3, 3);
    correlation << 1, 0.8, -0.3, 0.8, 1, 0.1, -0.3, 0.1, 1;
    const MatrixXd none = MatrixXd::Identity(3, 3);
    for (const MatrixXd& r : {correlation, none}) {
        const Matrix3d covariance = sigma.asDiagonal() * r * sigma.asDiagonal();
        const Vector3d expected = argmax_probabilities(mean, covariance);
        REQUIRE(expected.sum() == Approx(1).margin(1e-3));
        const auto law = propagation.law({mean, sigma}, r);
        REQUIRE(law.shares.size() == 3);
        for (Eigen::Index k = 0; k < 3; ++k) {
            CHECK(law.shares[static_cast<std::size_t>(k)] == Approx(expected[k]).margin(5e-3));
        }
        CHECK(law.shares[0] + law.shares[1] + law.shares[2] == Approx(1));
    }
}

TEST_CASE("no class is impossible: a finite number of points cannot tell") {
    const auto expression = expression_of("argmax(a, b)");
    const Propagation propagation(expression, {}, Stream(3));
    const auto law = propagation.law({Vector2d(100, 0), Vector2d(1, 1)}, correlation2(0));
    CHECK(law.shares[1] == Approx(0.5 / (joint_points + 1)));
}

TEST_CASE("a label that was fitted under a logarithm is put back before the expression") {
    const auto expression = expression_of("a + b");
    const auto undo = [](Eigen::Ref<MatrixXd> values) { values.col(0) = values.col(0).array().exp(); };
    const Propagation propagation(expression, undo, Stream(1));
    const auto law = propagation.law({Vector2d(0.2, 3), Vector2d(0.5, 0.1)}, correlation2(0));
    const double lognormal = std::exp(0.2 + 0.125);
    CHECK(law.mean == Approx(lognormal + 3).epsilon(2e-3));
    CHECK(law.sigma == Approx(std::sqrt((std::exp(0.25) - 1) * lognormal * lognormal + 0.01)).epsilon(0.02));
}

TEST_CASE("the points are standard normal, symmetric, and the same for the same stream") {
    const MatrixXd points = standard_normal_points(3, Stream(7));
    CHECK(points.rows() == joint_points);
    CHECK(points.colwise().sum().cwiseAbs().maxCoeff() < 1e-9);
    const MatrixXd covariance = points.transpose() * points / static_cast<double>(points.rows());
    CHECK((covariance - MatrixXd::Identity(3, 3)).cwiseAbs().maxCoeff() < 0.02);
    CHECK(points == standard_normal_points(3, Stream(7)));
    CHECK(points != standard_normal_points(3, Stream(8)));
}

TEST_CASE("the correlation of many residuals is recovered, whatever their size") {
    MatrixXd truth(3, 3);
    truth << 1, 0.65, -0.2, 0.65, 1, 0, -0.2, 0, 1;
    const auto found = error_correlation(drawn(truth, 20000, 5));
    CHECK((found.correlation - truth).cwiseAbs().maxCoeff() < 0.02);
    CHECK(found.shrinkage < 0.01);
    CHECK(found.shrinkage > 0);
}

TEST_CASE("of few residuals the correlation is shrunk, as the formula says") {
    const MatrixXd residuals = drawn(correlation2(0.5), 12, 9);
    const auto found = error_correlation(residuals);
    // Written out: Schaefer and Strimmer 2005, table 1 and equation 8.
    double means[2] = {0, 0};
    double deviations[2] = {0, 0};
    for (int k = 0; k < 2; ++k) {
        for (int i = 0; i < 12; ++i) {
            means[k] += residuals(i, k) / 12;
        }
        for (int i = 0; i < 12; ++i) {
            deviations[k] += std::pow(residuals(i, k) - means[k], 2) / 11;
        }
        deviations[k] = std::sqrt(deviations[k]);
    }
    double w[12];
    double mean = 0;
    for (int i = 0; i < 12; ++i) {
        w[i] = (residuals(i, 0) - means[0]) / deviations[0] * (residuals(i, 1) - means[1]) / deviations[1];
        mean += w[i] / 12;
    }
    double variance = 0;
    for (const double each : w) {
        variance += 12.0 / (11.0 * 11 * 11) * std::pow(each - mean, 2);
    }
    const double r = 12.0 / 11 * mean;
    const double shrinkage = std::min(1.0, variance / (r * r));
    CHECK(found.shrinkage == Approx(shrinkage));
    CHECK(found.correlation(0, 1) == Approx((1 - shrinkage) * r));
}

TEST_CASE("a label without errors is correlated with nothing") {
    MatrixXd residuals = drawn(correlation2(0.9), 50, 2);
    residuals.col(1).setConstant(0.25);
    CHECK(error_correlation(residuals).correlation.isApprox(MatrixXd::Identity(2, 2)));
}

TEST_CASE("a matrix that is no correlation matrix becomes one") {
    Matrix3d bad;
    bad << 1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1;
    const MatrixXd good = positive_correlation(bad);
    CHECK(Eigen::SelfAdjointEigenSolver<MatrixXd>(good).eigenvalues().minCoeff() > -1e-12);
    CHECK(good.diagonal().isApprox(Vector3d::Ones()));
    CHECK(good(0, 1) > 0);
    CHECK(good(0, 2) < 0);
    Matrix3d covariance;
    covariance << 4, 3, std::nan(""), 3, 9, 0, std::nan(""), 0, -1;
    const MatrixXd r = correlation_of(covariance);
    CHECK(r(0, 1) == Approx(0.5));
    CHECK(r(0, 2) == 0);
    CHECK(r(1, 2) == 0);
}

TEST_CASE("the joint density agrees with the formula by inverse and determinant") {
    const Vector2d e(0.3, -0.2);
    const Vector2d sigma(0.5, 0.8);
    const Eigen::Matrix2d covariance = sigma.asDiagonal() * correlation2(0.4) * sigma.asDiagonal();
    const double expected = 0.5 * e.dot(covariance.inverse() * e) + 0.5 * std::log(covariance.determinant()) +
                            std::log(2 * std::numbers::pi);
    CHECK(joint_negative_log_likelihood(e, sigma, correlation2(0.4)) == Approx(expected));
    CHECK(std::isinf(joint_negative_log_likelihood(e, sigma, correlation2(1))));
}

TEST_CASE("a t law has its sigma where a normal law has it") {
    // By SciPy: stats.t, stats.chi2 and stats.multivariate_t.
    CHECK(student_scale(4) == Approx(0.875943127626869));
    CHECK(student_scale(normal_tails) == 1);
    CHECK(student_half_width(0.90, 4) == Approx(1.8673765372649835));
    CHECK(student_half_width(0.90, normal_tails) == Approx(1.6448536269514722));
    CHECK(student_half_width(0.6826894921370859, 3) == Approx(1));
    CHECK(student_negative_log_likelihood(1.7, 0.8, 4) == Approx(2.8871089384677386));
    CHECK(student_negative_log_likelihood(1.7, 0.8, normal_tails) ==
          Approx(std::log(0.8) + 1.7 * 1.7 / 1.28 + std::log(2 * std::numbers::pi) / 2));
    CHECK(student_stretch(0.7, 4) == Approx(0.854772263480502));
    CHECK(joint_negative_log_likelihood(Vector2d(0.3, -1.1), Vector2d(0.5, 0.8), correlation2(0.4), 4) ==
          Approx(2.836463029695018));
}

TEST_CASE("the points of a t law give its linear forms and the probability of the larger of two") {
    const Marginals marginals{Vector2d(0.5, 0), Vector2d(1, 1)};
    const auto difference =
        expression_of("max(a - b, -1000)"); // not linear, but for one point in a million the same
    const auto law = Propagation(difference, {}, Stream(5), 4).law(marginals, correlation2(0.3));
    CHECK(law.mean == Approx(0.5).margin(0.01));
    CHECK(law.sigma == Approx(std::sqrt(1.4)).epsilon(0.03));
    const auto larger = expression_of("argmax(a, b)");
    const auto shares = Propagation(larger, {}, Stream(5), 4).law(marginals, correlation2(0.3)).shares;
    CHECK(shares[0] == Approx(0.6726422924375148).margin(0.01)); // SciPy: stats.t.cdf
}

TEST_CASE("heavy tails are told from normal ones, by many errors and in any unit") {
    MatrixXd normal(4000, 2);
    MatrixXd heavy(4000, 2);
    const Stream stream(11);
    for (Eigen::Index i = 0; i < normal.rows(); ++i) {
        const auto draw = [&](std::uint64_t k) {
            const auto bits = stream.bits(3 * static_cast<std::uint64_t>(i) + k);
            return normal_quantile((static_cast<double>(bits >> 12U) + 0.5) * 0x1.0p-52);
        };
        normal.row(i) << 7 * draw(0), 0.01 * draw(1);
        heavy.row(i) = normal.row(i) * student_stretch(draw(2), 4);
    }
    CHECK(tail_degrees(normal) >= 15);
    CHECK(tail_degrees(heavy) <= 5);
    CHECK(std::isinf(tail_degrees(heavy.topRows(fewest_cases - 1))));
    CHECK(std::isinf(tail_degrees(MatrixXd::Zero(500, 1))));
}

TEST_CASE("the interval of a difference over folds is the corrected resampled one") {
    const std::vector<double> differences{-0.08, -0.05, -0.09, -0.07, -0.06};
    const auto interval = corrected_resampled_difference(differences, 0.25);
    CHECK(interval.difference == Approx(-0.07));
    // s^2 = 2.5e-4; (1/5 + 1/4) s^2; t quantile of 4 degrees of freedom 2.776445
    const double reach = 2.7764451051977987 * std::sqrt(0.45 * 2.5e-4);
    CHECK(interval.lower == Approx(-0.07 - reach));
    CHECK(interval.upper == Approx(-0.07 + reach));
    CHECK(interval.p < 0.05);
    CHECK(std::isnan(corrected_resampled_difference(std::vector<double>{-1}, 0.25).lower));
    CHECK(std::isnan(corrected_resampled_difference({}, 0.25).difference));
}
