// SPDX-License-Identifier: Apache-2.0
//
// Ridge counts materials, not rows: copies of a material tell nothing new.
#include "plugins/learners/ridge/decomposition.hpp"
#include "plugins/learners/ridge/ridge.hpp"
#include "plugins/learners/ridge/ridge_model.hpp"
#include "tests/unit/learners/training_data.hpp"

#include <Eigen/Dense>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <variant>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::ridge::Ridge;
using plugins::ridge::RidgeModel;

namespace {

/// Labels of few materials on more features, with noise.
TrainingData few_materials(Index materials, Index features) {
    Draws draws(Stream(31).derive("few materials"));
    TrainingData data{RowMatrix(materials, features), RowMatrix(materials, 1), {}, {}};
    for (Index i = 0; i < data.x.size(); ++i) {
        data.x.data()[i] = draws.uniform();
    }
    for (Index row = 0; row < materials; ++row) {
        data.y(row, 0) = 3 * data.x(row, 0) - data.x(row, 1) + 0.7 * draws.uniform();
        data.materials.push_back(static_cast<std::uint64_t>(row + 1));
    }
    return data;
}

TrainingData copies_of(const TrainingData& once, Index copies) {
    TrainingData data{once.x.replicate(copies, 1), once.y.replicate(copies, 1), {}, {}};
    for (Index copy = 0; copy < copies; ++copy) {
        data.materials.insert(data.materials.end(), once.materials.begin(), once.materials.end());
    }
    return data;
}

/// Rows of a material that differ in their last feature, of unequal number and weight.
TrainingData series_of_materials(const std::vector<Index>& rows_of, Index features) {
    Draws draws(Stream(32).derive("series"));
    const Index rows = std::accumulate(rows_of.begin(), rows_of.end(), Index{0});
    TrainingData data{RowMatrix(rows, features), RowMatrix(rows, 1), {}, {}};
    Index row = 0;
    for (std::size_t material = 0; material < rows_of.size(); ++material) {
        Eigen::RowVectorXd own(features);
        for (double& x : own) {
            x = draws.uniform();
        }
        const double shift = draws.uniform();
        for (Index i = 0; i < rows_of[material]; ++i, ++row) {
            own[features - 1] = draws.uniform();
            data.x.row(row) = own;
            data.y(row, 0) = 2 * own[0] + own[features - 1] + shift;
            data.materials.push_back(17 * (material + 1));
            data.weights.push_back(1 + static_cast<double>(row % 3));
        }
    }
    return data;
}

const plugins::ridge::NumberFit& fit_of(const Model& model) {
    return std::get<plugins::ridge::NumberFit>(dynamic_cast<const RidgeModel&>(model).labels().at(0));
}

/// The mean over materials of the weighted mean square error of their rows, each predicted by a dense solve
/// on all other materials, in the features as all rows standardise them.
double left_out_by_refits(const TrainingData& data, double penalty) {
    const Index n = data.x.rows();
    Eigen::VectorXd w = Eigen::VectorXd::Ones(n);
    for (std::size_t i = 0; i < data.weights.size(); ++i) {
        w[static_cast<Index>(i)] = data.weights[i];
    }
    w *= static_cast<double>(n) / w.sum();
    const Eigen::RowVectorXd mean = w.transpose() * data.x / w.sum();
    Eigen::MatrixXd z(n, data.x.cols() + 1);
    z.leftCols(data.x.cols()) = data.x.rowwise() - mean;
    for (Index k = 0; k < data.x.cols(); ++k) {
        z.col(k) /= std::sqrt(w.dot(z.col(k).cwiseAbs2()) / w.sum());
    }
    z.rightCols<1>().setOnes();
    Eigen::MatrixXd ridge = penalty * Eigen::MatrixXd::Identity(z.cols(), z.cols());
    ridge(z.cols() - 1, z.cols() - 1) = 0; // the intercept
    double sum = 0;
    const std::set<std::uint64_t> materials(data.materials.begin(), data.materials.end());
    for (const std::uint64_t material : materials) {
        Eigen::VectorXd kept = w;
        double rows = 0;
        for (Index i = 0; i < n; ++i) {
            if (data.materials[static_cast<std::size_t>(i)] == material) {
                kept[i] = 0;
                ++rows;
            }
        }
        const Eigen::MatrixXd normal = z.transpose() * kept.asDiagonal() * z + ridge;
        const Eigen::VectorXd b = normal.ldlt().solve(z.transpose() * kept.asDiagonal() * data.y.col(0));
        const Eigen::VectorXd errors = data.y.col(0) - z * b;
        sum += (w - kept).dot(errors.cwiseAbs2()) / rows;
    }
    return sum / static_cast<double>(materials.size());
}

void require_best_by_refits(TrainingData data) {
    TestHost host;
    const auto model = fit<Ridge>(data, default_options<Ridge>(), host);
    const auto& number = fit_of(*model);
    double least = std::numeric_limits<double>::infinity();
    for (const double penalty : plugins::ridge::penalty_grid(number.basis->decomposition)) {
        least = std::min(least, left_out_by_refits(data, penalty));
    }
    CHECK(left_out_by_refits(data, number.penalty) <= least * (1 + 1e-6)); // the minimum may be flat
}

} // namespace

TEST_CASE(
    "with several rows of a material the penalty has the least error of materials that refits leave out") {
    require_best_by_refits(series_of_materials({3, 1, 4, 2, 1, 5, 2, 3, 1, 2}, 6));
    require_best_by_refits(series_of_materials({2, 1, 2, 1, 1, 3}, 15)); // fewer rows than features
    require_best_by_refits(series_of_materials({20, 1, 30, 2, 12}, 3));  // many more rows of a material
    require_best_by_refits(copies_of(few_materials(12, 8), 4));
}

TEST_CASE("copies of every row change neither the penalty's choice nor the deviations of ridge much") {
    auto once = few_materials(25, 30);
    auto ten = copies_of(once, 10);
    auto twenty = copies_of(once, 20);
    const RowMatrix x = few_materials(40, 30).x.bottomRows(15);
    TestHost host;
    const auto of_once = fit<Ridge>(once, default_options<Ridge>(), host);
    const auto of_ten = fit<Ridge>(ten, default_options<Ridge>(), host);
    const auto of_twenty = fit<Ridge>(twenty, default_options<Ridge>(), host);
    // Per row a penalty of ten copies is the same as a tenth of it on single rows.
    CHECK(fit_of(*of_twenty).penalty == Approx(2 * fit_of(*of_ten).penalty));
    CHECK(fit_of(*of_ten).penalty >
          fit_of(*of_once).penalty); // not 1e-8 of it, where copies are fitted exactly
    const auto a = deviations(*of_once, x);
    const auto b = deviations(*of_ten, x);
    const auto c = deviations(*of_twenty, x);
    for (Index row = 0; row < x.rows(); ++row) {
        CHECK(c.mean(row) == Approx(b.mean(row)).epsilon(1e-9));
        CHECK(c.sigma_mean(row) == Approx(b.sigma_mean(row)).epsilon(1e-9));
        CHECK(c.sigma_obs(row) == Approx(b.sigma_obs(row)).epsilon(1e-9));
        CHECK(b.mean(row) == Approx(a.mean(row)).margin(0.3));
        CHECK(b.sigma_obs(row) > a.sigma_obs(row) / 3);
        CHECK(b.sigma_obs(row) < a.sigma_obs(row) * 3);
    }
}

TEST_CASE("rows of a single material leave nothing to hold out: the largest penalty, and no deviation") {
    auto data = series_of_materials({7}, 3);
    TestHost host;
    const auto model = fit<Ridge>(data, default_options<Ridge>(), host);
    CHECK(fit_of(*model).penalty ==
          Approx(plugins::ridge::penalty_grid(fit_of(*model).basis->decomposition).front()));
    CHECK(std::isnan(deviations(*model, data.x).sigma_obs(0)));
}
