// SPDX-License-Identifier: Apache-2.0
//
// The constants are what `python3 scipy_values.py` (beside this file) prints with SciPy 1.10.1.
#include "framework/evaluation/comparison.hpp"
#include "framework/evaluation/group_bootstrap.hpp"
#include "framework/evaluation/normal.hpp"
#include "framework/evaluation/regression_metrics.hpp"
#include "framework/evaluation/student_t.hpp"
#include "framework/evaluation/uncertainty_metrics.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

const std::vector<double> labels{1.2, 0.4, 3.1, 2.2, 2.2, 5.0, 0.0, 0.9};
const std::vector<double> means{1.0, 0.7, 2.6, 2.2, 2.9, 4.1, 0.3, 0.7};
const std::vector<double> sigmas{0.3, 0.25, 0.4, 0.5, 0.6, 0.5, 0.1, 0.3};
const std::vector<double> training{1.5, 1.5, 1.5, 1.5, 2.1, 2.1, 2.1, 2.1};

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
