// SPDX-License-Identifier: Apache-2.0
//
// The constants are what `python3 scipy_values.py` (beside this file) prints with SciPy 1.10.1, NumPy 1.24.2
// and scikit-learn 1.2.1. Each test names the call.
#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/evaluation/comparison/group_bootstrap.hpp"
#include "framework/evaluation/comparison/labels_saved.hpp"
#include "framework/evaluation/comparison/signed_rank.hpp"
#include "framework/evaluation/metrics/calibration_curve.hpp"
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/evaluation/metrics/regression_metrics.hpp"
#include "framework/evaluation/metrics/reliability_curve.hpp"
#include "framework/evaluation/metrics/uncertainty_metrics.hpp"
#include "framework/evaluation/protocols/k_means.hpp"
#include "framework/evaluation/statistics/distributions.hpp"
#include "framework/evaluation/statistics/isotonic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

const std::vector<double> labels{1.2, 0.4, 3.1, 2.2, 2.2, 5.0, 0.0, 0.9};
const std::vector<double> means{1.0, 0.7, 2.6, 2.2, 2.9, 4.1, 0.3, 0.7};
const std::vector<double> sigmas{0.3, 0.25, 0.4, 0.5, 0.6, 0.5, 0.1, 0.3};
const std::vector<double> training{1.5, 1.5, 1.5, 1.5, 2.1, 2.1, 2.1, 2.1};

// Classes. The fourth occurs and is never predicted, the fifth is predicted and never occurs, the sixth neither.
const std::vector<std::int64_t> classes{0, 0, 0, 1, 1, 2, 2, 2, 3, 0, 1, 2};
const RowMatrix shares = [] {
    RowMatrix m(12, 6);
    m << 0.70, 0.10, 0.10, 0.05, 0.03, 0.02, //
        0.40, 0.35, 0.10, 0.05, 0.05, 0.05,  //
        0.20, 0.55, 0.10, 0.05, 0.05, 0.05,  //
        0.10, 0.80, 0.04, 0.03, 0.02, 0.01,  //
        0.30, 0.25, 0.20, 0.15, 0.05, 0.05,  //
        0.05, 0.05, 0.75, 0.05, 0.05, 0.05,  //
        0.15, 0.10, 0.60, 0.05, 0.05, 0.05,  //
        0.10, 0.10, 0.20, 0.10, 0.45, 0.05,  //
        0.10, 0.20, 0.35, 0.25, 0.05, 0.05,  //
        0.85, 0.05, 0.04, 0.03, 0.02, 0.01,  //
        0.05, 0.65, 0.10, 0.10, 0.05, 0.05,  //
        0.25, 0.20, 0.30, 0.15, 0.05, 0.05;
    return m;
}();

/// Differences of paired losses.
std::vector<double> drift(int n) {
    std::vector<double> values;
    for (int i = 0; i < n; ++i) {
        values.push_back(std::sin(1 + 7 * i) + 0.3);
    }
    return values;
}

/// A learning curve of 30 groups at five sizes.
LearningCurveLosses thirty_groups() {
    LearningCurveLosses losses{{20, 40, 80, 160, 320}, RowMatrix(30, 5), RowMatrix(30, 5), {}};
    for (int g = 0; g < 30; ++g) {
        const double scale = 1 + 0.5 * std::sin(3.0 * g);
        for (int s = 0; s < 5; ++s) {
            losses.baseline(g, s) = scale * std::pow(2, -0.35 * s) * (1 + 0.2 * std::sin(5 * g + 2 * s));
            losses.strategy(g, s) =
                0.75 * scale * std::pow(2, -0.3 * s) * (1 + 0.2 * std::sin(11 * g + 3 * s));
        }
        losses.rows.push_back(1.0 + g % 3);
    }
    return losses;
}

Approx close(double value) { return Approx(value).epsilon(1e-11); }

} // namespace

TEST_CASE("Student's t agrees with SciPy") {
    CHECK(student_t_cdf(2.0, 4) == close(0.9419417382415922));
    CHECK(student_t_cdf(-1.3, 9) == close(0.1129531863365247));
    CHECK(student_t_cdf(0.5, 1) == close(0.6475836176504333));
    CHECK(student_t_cdf(12.0, 14) == close(0.9999999953233346));
    CHECK(student_t_quantile(0.975, 4) == close(2.7764451051977987));
    CHECK(student_t_quantile(0.975, 14) == close(2.1447866879169273));
    CHECK(student_t_quantile(0.9, 1) == close(std::tan(0.4 * M_PI))); // closed form; SciPy is 1e-11 off
    CHECK(student_t_quantile(0.025, 29) == close(-2.0452296421327034));
    CHECK(student_t_two_sided_p(-2.5, 14) == close(0.025466664614062152));
}

TEST_CASE("a tiny p value keeps its digits") {
    CHECK(student_t_two_sided_p(40.0, 9) == Approx(1.8982998449339835e-11).epsilon(1e-9));
}

TEST_CASE("the normal quantile agrees with SciPy") {
    CHECK(normal_quantile(0.84) == close(0.994457883209753));
    CHECK(normal_quantile(0.95) == close(1.6448536269514722));
    CHECK(normal_quantile(0.975) == close(1.959963984540054));
}

TEST_CASE("error metrics agree with NumPy and SciPy") {
    const auto metrics = regression_metrics(labels, means, training);
    CHECK(metrics.n == 8);
    CHECK(metrics.mae == close(0.3875));
    CHECK(metrics.rmse == close(0.4756574397610112));
    CHECK(metrics.r2 == close(0.902557200538358));
    CHECK(metrics.ndme == close(0.31178085889647117));
    CHECK(metrics.spearman == close(0.9518072289156626));
    CHECK(metrics.bias == close(-0.0625));
}

TEST_CASE("uncertainty metrics agree with SciPy") {
    const auto metrics = uncertainty_metrics(labels, means, sigmas);
    CHECK(metrics.n == 8);
    CHECK(metrics.n_zero == 0);
    CHECK(metrics.standard_confidence == close(0.375));
    CHECK(metrics.standard_error == close(1.4787029789650117));
    CHECK(metrics.nll == close(0.8984403107639422));
    CHECK(metrics.sharpness == close(0.3988264033385954));
    CHECK(metrics.coverage_68 == close(0.375));
    CHECK(metrics.coverage_90 == close(0.75));
    CHECK(metrics.coverage_95 == close(0.875));
    CHECK(metrics.width_68 == close(0.7334126888671932));
    CHECK(metrics.width_90 == close(1.2130795498767108));
    CHECK(metrics.width_95 == close(1.44547343859829));
    CHECK(metrics.error_correlation == close(0.45294769356773323));
}

TEST_CASE("the CRPS agrees with the numerical integral of its definition") {
    CHECK(uncertainty_metrics(labels, means, sigmas).crps == Approx(0.27135702956869423).epsilon(1e-9));
}

TEST_CASE("the miscalibration area agrees with a fine grid") {
    CHECK(uncertainty_metrics(labels, means, sigmas).miscalibration_area == Approx(0.169467589).margin(1e-5));
}

TEST_CASE("the corrected resampled interval agrees with SciPy's t law") {
    const std::vector<double> strategy{0.41, 0.44, 0.39, 0.47, 0.40, 0.43, 0.45, 0.38, 0.42, 0.46};
    const std::vector<double> baseline{0.46, 0.45, 0.44, 0.52, 0.41, 0.49, 0.47, 0.43, 0.44, 0.50};
    const auto corrected = corrected_resampled_ratio(strategy, baseline, 1.0 / 4);
    CHECK(corrected.ratio == close(0.9220480168408536));
    CHECK(corrected.lower == close(0.8705301810099302));
    CHECK(corrected.upper == close(0.9766146698944295));
    CHECK(corrected.p == Approx(0.01095032801671457).epsilon(1e-9));
    // With no overlap of training sets it is the paired t test.
    CHECK(corrected_resampled_ratio(strategy, baseline, 0).p == Approx(0.00020909187926474807).epsilon(1e-9));
}

TEST_CASE("the bootstrap over groups agrees with a million resamples of NumPy") {
    const std::vector<double> strategy{0.1, 0.5, 0.3, 0.9, 0.2, 0.4, 0.6, 0.35, 0.15, 0.8, 0.25, 0.55};
    const std::vector<double> baseline{0.2, 0.6, 0.25, 1.1, 0.3, 0.4, 0.7, 0.5, 0.1, 1.0, 0.3, 0.6};
    const std::vector<double> rows{1, 1, 2, 1, 3, 1, 1, 2, 1, 1, 1, 1};
    std::vector<GroupLoss> losses;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        losses.push_back({strategy[i], baseline[i], rows[i]});
    }
    const auto interval = group_bootstrap(losses, Stream(7));
    CHECK(interval.groups == 12);
    CHECK(interval.difference == close(-0.078125));
    // 0.003: three standard errors of a 2.5 % percentile from 10,000 resamples of a law this wide.
    CHECK(interval.lower == Approx(-0.12222222).margin(0.003));
    CHECK(interval.upper == Approx(-0.02857143).margin(0.003));
}

TEST_CASE("the bootstrap's p value agrees with a million resamples of NumPy") {
    const std::vector<double> strategy{0.1, 0.5, 0.3, 0.9, 0.2, 0.4, 0.6, 0.35, 0.15, 0.8, 0.25, 0.55};
    const std::vector<double> baseline{0.2, 0.6, 0.25, 1.1, 0.3, 0.4, 0.7, 0.5, 0.1, 1.0, 0.3, 0.6};
    const std::vector<double> rows{1, 1, 2, 1, 3, 1, 1, 2, 1, 1, 1, 1};
    std::vector<GroupLoss> losses;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        losses.push_back({strategy[i], baseline[i], rows[i]});
    }
    // 10 of 10,000 resamples are expected on the far side: three standard errors of 2 * 10/10,000.
    CHECK(group_bootstrap(losses, Stream(7)).p == Approx(0.00209).margin(0.002));
}

TEST_CASE(
    "class metrics agree with scikit-learn's accuracy_score, balanced_accuracy_score, f1_score, log_loss") {
    const auto metrics = classification_metrics(classes, shares);
    CHECK(metrics.n == 12);
    CHECK(metrics.accuracy == close(8.0 / 12));
    CHECK(metrics.balanced_accuracy == close(0.5416666666666666));
    CHECK(metrics.f1 == close(0.6666666666666666));
    CHECK(metrics.macro_f1 == close(0.4333333333333333)); // over the five classes that occur or are predicted
    CHECK(metrics.log_loss == close(0.840279676697418));
}

TEST_CASE("the Brier score agrees with NumPy's sum of squares") {
    CHECK(classification_metrics(classes, shares).brier == close(0.41956666666666664));
}

TEST_CASE("the confusion matrix is scikit-learn's confusion_matrix") {
    CHECK(confusion_matrix(classes, most_likely_classes(shares), 6) ==
          std::vector<std::int64_t>{3, 1, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0,
                                    0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("reliability agrees with scikit-learn's calibration_curve") {
    const auto check = [](const ReliabilityCurve& curve, const std::vector<std::int64_t>& counts,
                          const std::vector<double>& observed, const std::vector<double>& predicted) {
        REQUIRE(curve.bins.size() == counts.size());
        std::size_t filled = 0; // scikit-learn leaves empty bins out
        for (std::size_t i = 0; i < counts.size(); ++i) {
            CHECK(curve.bins[i].count == counts[i]);
            if (counts[i] > 0) {
                CHECK(curve.bins[i].observed == close(observed[filled]));
                CHECK(curve.bins[i].mean_predicted == close(predicted[filled]));
                ++filled;
            }
        }
        CHECK(filled == observed.size());
    };
    check(class_reliability(classes, shares, 0, 3), {9, 1, 2}, {1.0 / 9, 1, 1},
          {0.1444444444444445, 0.4, 0.775});
    check(top_class_reliability(classes, shares, 6), {0, 2, 3, 3, 3, 1}, {0.5, 1.0 / 3, 2.0 / 3, 1, 1},
          {0.3, 0.4, 0.6, 0.75, 0.85});
}

TEST_CASE("the calibration curve agrees with SciPy's normal quantiles") {
    const auto curve = calibration_curve(labels, means, sigmas);
    CHECK(curve.n == 8);
    const auto at = [&](double level) {
        return *std::find_if(curve.points.begin(), curve.points.end(),
                             [&](const CalibrationPoint& point) { return point.level == level; });
    };
    CHECK(at(0.05).coverage == 0.125);
    CHECK(at(0.05).width == close(0.046246248733120214));
    CHECK(at(0.5).coverage == 0.375);
    CHECK(at(0.5).width == close(0.49743619076961026));
    CHECK(at(0.683).coverage == 0.375);
    CHECK(at(0.683).width == close(0.7379733487123064));
    CHECK(at(0.95).coverage == 0.875);
    CHECK(at(0.95).width == close(1.44547343859829));
}

TEST_CASE("the exact signed-rank test agrees with scipy.stats.wilcoxon(mode='exact')") {
    const auto twelve = signed_rank(drift(12));
    CHECK(twelve.exact);
    CHECK(twelve.positive == 66);
    CHECK(twelve.negative == 12);
    CHECK(twelve.p == close(0.0341796875));
    const auto fifty = signed_rank(drift(50));
    CHECK(fifty.exact);
    CHECK(fifty.negative == 349);
    CHECK(fifty.p == close(0.004757046552823496));
}

TEST_CASE("the signed-rank test's normal approximation agrees with "
          "scipy.stats.wilcoxon(zero_method='wilcox', correction=True, mode='approx')") {
    const auto sixty = signed_rank(drift(60));
    CHECK_FALSE(sixty.exact);
    CHECK(sixty.negative == 517);
    CHECK(sixty.p == close(0.0034308924519063488));
    auto rounded = drift(40);
    for (double& value : rounded) {
        value = std::nearbyint(4 * value) / 4;
    }
    const auto tied = signed_rank(rounded);
    CHECK_FALSE(tied.exact);
    CHECK(tied.zeros == 3);
    CHECK(tied.negative == 172.5);
    CHECK(tied.p == close(0.006795130678932461));
}

TEST_CASE("the isotonic fit agrees with scikit-learn's IsotonicRegression(increasing=False)") {
    const std::vector<double> values{5.0, 4.0, 4.5, 4.6, 3.0, 3.5, 1.0, 1.2, 1.1, 0.9};
    const std::vector<double> weights{1, 2, 1, 3, 1, 1, 2, 5, 1, 1};
    const double a = 4.366666666666666;
    const double b = 4.383333333333333;
    const double c = 1.1428571428571428;
    const std::vector<double> plain{5, a, a, a, 3.25, 3.25, 1.1, 1.1, 1.1, 0.9};
    const std::vector<double> weighted{5, b, b, b, 3.25, 3.25, c, c, 1.1, 0.9};
    for (std::size_t i = 0; i < values.size(); ++i) {
        CHECK(isotonic_decreasing(values)[i] == close(plain[i]));
        CHECK(isotonic_decreasing(values, weights)[i] == close(weighted[i]));
    }
}

TEST_CASE("labels saved agree with IsotonicRegression and numpy.interp over the logarithm of the size") {
    const auto saved = labels_saved(thirty_groups(), Stream(5), {20'000, 0.95});
    REQUIRE(saved.size() == 5);
    CHECK(saved[0].baseline_error == close(0.9828257310344254));
    CHECK(saved[3].strategy_error == close(0.4023467649844589));
    const std::vector<double> factors{2.397631624254304, 2.050246109467502, 1.8988589988856912,
                                      1.6563437154688156};
    // Ends and share by 50,000 resamples of NumPy; the margins are four standard errors of both together.
    const std::vector<double> lower{1.87546, 1.66445, 1.59109, 1.39023};
    const std::vector<double> upper{2.96661, 2.57792, 2.42314, 2.0};
    for (std::size_t s = 0; s < 4; ++s) {
        CHECK(saved[s].factor.value == close(factors[s]));
        CHECK(saved[s].factor.reach == Reach::within);
        CHECK(saved[s].lower.value == Approx(lower[s]).margin(0.03));
        CHECK(saved[s].upper.value == Approx(upper[s]).margin(0.03));
        CHECK(saved[s].lower.reach == Reach::within);
    }
    CHECK(saved[2].upper.reach == Reach::within);
    CHECK(saved[3].upper.reach == Reach::beyond);
    CHECK(saved[3].share_beyond == Approx(0.03878).margin(0.007));
    CHECK(saved[4].factor.reach == Reach::beyond);
    CHECK(saved[4].factor.value == 1);
    CHECK(saved[4].share_beyond > 0.999);
    CHECK(saved[0].share_below == 0);
}

TEST_CASE("k-means finds the best of 500 starts of scikit-learn's KMeans after StandardScaler") {
    RowMatrix points(60, 4);
    for (int i = 0; i < 60; ++i) {
        const int cloud = i % 3;
        // The last column doesn't vary.
        points.row(i) << cloud + 1.4 * std::sin(3 * i), cloud * cloud + 2 * std::sin(5 * i + 1),
            10 * std::sin(7 * i) + 4 * cloud, 3.0;
    }
    const auto clusters = k_means(points, {3, 30, 300}, Stream(2));
    CHECK(clusters.inertia == close(86.52120902815503));
    const std::string theirs = "102002112102022112022002112022002122002011112002011112020112";
    for (std::size_t i = 0; i < 60; ++i) { // the same partition, whatever the numbers
        for (std::size_t j = 0; j < i; ++j) {
            CHECK((clusters.assignment[i] == clusters.assignment[j]) == (theirs[i] == theirs[j]));
        }
    }
    RowMatrix further(3, 4);
    further << 0, 0, 0, 3, 2, 4, 8, 3, 1, 0, 9, 7;
    const auto nearest = nearest_cluster(clusters, further);
    const std::string their_nearest = "120";
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(nearest[i] == clusters.assignment[theirs.find(their_nearest[i])]);
    }
}
