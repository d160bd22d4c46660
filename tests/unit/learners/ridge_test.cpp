// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/ridge.hpp"
#include "plugins/learners/ridge/ridge_model.hpp"
#include "tests/unit/learners/fitted_ridge.hpp"
#include "tests/unit/learners/training_data.hpp"

#include <Eigen/Dense>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <variant>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::ridge::Ridge;
using plugins::ridge::RidgeModel;

namespace {

TrainingData noisy_lines(Index rows, Index features, std::uint64_t seed, Index labels = 1) {
    Draws draws(Stream(seed).derive("ridge"));
    TrainingData data{RowMatrix(rows, features), RowMatrix(rows, labels), {}, {}};
    for (Index i = 0; i < data.x.size(); ++i) {
        data.x.data()[i] = 10 * draws.uniform() + 3;
    }
    for (Index k = 0; k < labels; ++k) {
        for (Index row = 0; row < rows; ++row) {
            data.y(row, k) = 5 + data.x(row, 0) - 0.5 * data.x(row, k % features) + 2 * draws.uniform();
        }
    }
    return data;
}

/// Ridge regression as a dense solve of (A'A + penalty I) b = A'y.
struct DenseRidge {
    Eigen::VectorXd mean, deviation, weights, coefficients;
    double intercept = 0, residual = 0, freedom = 0, rows = 0;
    Eigen::MatrixXd inverse;

    DenseRidge(const RowMatrix& x, const Eigen::VectorXd& y, const std::vector<double>& given, double penalty)
        : weights(Eigen::VectorXd::Ones(x.rows())), rows(static_cast<double>(x.rows())) {
        for (std::size_t i = 0; i < given.size(); ++i) {
            weights(static_cast<Index>(i)) = given[i];
        }
        weights *= rows / weights.sum();
        mean = x.transpose() * weights / rows;
        deviation = ((x.rowwise() - mean.transpose()).array().square().matrix().transpose() * weights / rows)
                        .cwiseSqrt();
        intercept = weights.dot(y) / rows;
        const Eigen::MatrixXd z = (x.rowwise() - mean.transpose()) * deviation.cwiseInverse().asDiagonal();
        const Eigen::MatrixXd gram = z.transpose() * weights.asDiagonal() * z;
        inverse = (gram + penalty * Eigen::MatrixXd::Identity(x.cols(), x.cols())).inverse();
        const Eigen::VectorXd centred = y.array() - intercept;
        coefficients = inverse * (z.transpose() * weights.asDiagonal() * centred);
        residual = weights.dot((centred - z * coefficients).array().square().matrix());
        freedom = 1 + (gram * inverse).trace();
    }
    [[nodiscard]] Eigen::VectorXd standardised(const Eigen::VectorXd& row) const {
        return (row - mean).cwiseQuotient(deviation);
    }
    [[nodiscard]] double predict(const Eigen::VectorXd& row) const {
        return intercept + coefficients.dot(standardised(row));
    }
    [[nodiscard]] double noise() const { return residual / (rows - freedom); }
    [[nodiscard]] double variance(const Eigen::VectorXd& row) const {
        const Eigen::VectorXd z = standardised(row);
        return noise() * (1 / rows + z.dot(inverse * z));
    }
    [[nodiscard]] double score() const { return rows * residual / ((rows - freedom) * (rows - freedom)); }
};

void require_dense(TrainingData& data, double penalty) {
    TestHost host;
    const auto model = fit<Ridge>(data, with_penalty(penalty), host);
    const RowMatrix x = noisy_lines(20, data.x.cols(), 99).x;
    const DenseRidge dense(data.x, data.y.col(0), data.weights, penalty);
    const auto d = deviations(*model, x);
    for (Index row = 0; row < x.rows(); ++row) {
        const Eigen::VectorXd r = x.row(row).transpose();
        REQUIRE(d.mean(row) == Approx(dense.predict(r)).epsilon(1e-9));
        REQUIRE(d.sigma_mean(row) == Approx(std::sqrt(dense.variance(r))).epsilon(1e-8));
        REQUIRE(d.sigma_obs(row) == Approx(std::sqrt(dense.noise() + dense.variance(r))).epsilon(1e-8));
    }
}

const plugins::ridge::NumberFit& label_of(const Model& model, std::size_t label = 0) {
    return std::get<plugins::ridge::NumberFit>(dynamic_cast<const RidgeModel&>(model).labels().at(label));
}

} // namespace

TEST_CASE("ridge equals a dense solve with more rows than features") {
    auto data = noisy_lines(50, 6, 1);
    require_dense(data, 3.0);
    require_dense(data, 0.0);
}

TEST_CASE("ridge equals a dense solve with fewer rows than features") {
    auto data = noisy_lines(12, 30, 2);
    require_dense(data, 5.0);
}

TEST_CASE("ridge equals a dense solve with weights, whatever their scale") {
    auto data = noisy_lines(30, 4, 3);
    for (int i = 0; i < 30; ++i) {
        data.weights.push_back(100.0 + 7 * i);
    }
    require_dense(data, 2.0);
}

TEST_CASE("the automatic penalty has the least generalised cross-validation score of its grid") {
    for (const Index features : {Index{5}, Index{60}}) {
        auto data = noisy_lines(40, features, 4);
        TestHost host;
        const auto model = fit<Ridge>(data, default_options<Ridge>(), host);
        const double chosen = label_of(*model).penalty;
        const double score = DenseRidge(data.x, data.y.col(0), {}, chosen).score();
        const double step = std::pow(10.0, 0.1);
        for (const double factor : {1 / step, step, 0.01, 100.0}) {
            CHECK(DenseRidge(data.x, data.y.col(0), {}, chosen * factor).score() >= score * (1 - 1e-9));
        }
    }
}

TEST_CASE("an exact line is recovered without a penalty") {
    auto data = noisy_lines(20, 2, 5);
    for (Index row = 0; row < 20; ++row) {
        data.y(row, 0) = 4 + 3 * data.x(row, 0) - 2 * data.x(row, 1);
    }
    TestHost host;
    const auto model = fit<Ridge>(data, with_penalty(0), host);
    RowMatrix x(1, 2);
    x << 100, -50;
    CHECK(predict(*model, x)(0) == Approx(404));
}

TEST_CASE("several labels give what each gives alone") {
    auto data = noisy_lines(40, 5, 6, 3);
    TestHost host;
    const auto together = predict(*fit<Ridge>(data, default_options<Ridge>(), host), data.x, 3);
    for (Index k = 0; k < 3; ++k) {
        TrainingData alone{data.x, data.y.col(k), {}, {}};
        const auto mean = predict(*fit<Ridge>(alone, default_options<Ridge>(), host), data.x);
        CHECK((mean - together.col(k)).cwiseAbs().maxCoeff() < 1e-12);
    }
}

TEST_CASE("a label with missing values gives what the rows that have it give alone") {
    auto data = noisy_lines(40, 5, 12, 3);
    for (int i = 0; i < 40; ++i) {
        data.weights.push_back(1.0 + i % 4);
    }
    TrainingData alone{
        data.x.topRows(25), data.y.block(0, 1, 25, 1), {data.weights.begin(), data.weights.begin() + 25}, {}};
    for (Index row = 25; row < 40; ++row) {
        data.y(row, 1) = data.y(row, 2) = std::nan("");
    }
    TestHost host;
    const auto model = fit<Ridge>(data, default_options<Ridge>(), host);
    const auto together = deviations(*model, data.x, 3);
    const auto own = deviations(*fit<Ridge>(alone, default_options<Ridge>(), host), data.x);
    CHECK((own.mean - together.mean.col(1)).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((own.sigma_mean - together.sigma_mean.col(1)).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((own.sigma_obs - together.sigma_obs.col(1)).cwiseAbs().maxCoeff() < 1e-12);
    CHECK(label_of(*model, 1).basis == label_of(*model, 2).basis); // the same rows
    CHECK(label_of(*model, 1).basis != label_of(*model, 0).basis);
}

TEST_CASE("a missing feature value counts as the training mean, and the host is told how many there were") {
    auto data = noisy_lines(20, 3, 7);
    auto imputed = data;
    data.x(2, 1) = data.x(9, 1) = std::nan("");
    double mean = 0;
    for (Index row = 0; row < 20; ++row) {
        mean += row == 2 || row == 9 ? 0 : data.x(row, 1) / 18;
    }
    imputed.x(2, 1) = imputed.x(9, 1) = mean;
    TestHost host;
    const auto a = fit<Ridge>(data, with_penalty(1), host);
    REQUIRE(host.lines.size() == 1);
    CHECK(host.lines[0].level == LogLevel::notice);
    CHECK(host.lines[0].text == "ridge: 2 missing feature values replaced by the training mean");
    const auto b = fit<Ridge>(imputed, with_penalty(1), host);
    CHECK(host.lines.size() == 1);
    CHECK((predict(*a, data.x) - predict(*b, imputed.x)).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("constant and empty features drop out") {
    auto data = noisy_lines(20, 4, 8);
    TrainingData fewer{data.x.leftCols(2), data.y, {}, {}};
    data.x.col(2).setConstant(0.1);
    data.x.col(3).setConstant(std::nan(""));
    TestHost host;
    const auto a = fit<Ridge>(data, with_penalty(1), host);
    const auto b = fit<Ridge>(fewer, with_penalty(1), host);
    CHECK((predict(*a, data.x) - predict(*b, fewer.x)).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("ridge without a usable feature predicts the mean") {
    auto data = noisy_lines(20, 2, 9);
    data.x.setConstant(4);
    TestHost host;
    const auto d = deviations(*fit<Ridge>(data, default_options<Ridge>(), host), data.x);
    CHECK(d.mean(0) == Approx(data.y.mean()));
    const double variance = (data.y.array() - data.y.mean()).square().sum() / 19;
    CHECK(d.sigma_mean(0) == Approx(std::sqrt(variance / 20)));
}

TEST_CASE("ridge on one row predicts its label and knows no deviation") {
    auto data = noisy_lines(1, 3, 10);
    TestHost host;
    const auto d = deviations(*fit<Ridge>(data, default_options<Ridge>(), host), data.x);
    CHECK(d.mean(0) == data.y(0));
    CHECK(std::isnan(d.sigma_obs(0)));
}

TEST_CASE("what ridge cannot be fitted on is refused") {
    TestHost host;
    auto data = noisy_lines(10, 3, 11);
    data.y(6, 0) = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(fit<Ridge>(data, default_options<Ridge>(), host), Catch::Contains("row 6"));
    data.y.setConstant(std::nan(""));
    CHECK_THROWS_WITH(fit<Ridge>(data, default_options<Ridge>(), host),
                      Catch::Contains("label 0 has no value in the training set"));
    data = noisy_lines(10, 3, 11);
    data.x(6, 1) = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(fit<Ridge>(data, default_options<Ridge>(), host), Catch::Contains("feature 1"));
    TrainingData none{RowMatrix(0, 3), RowMatrix(0, 1), {}, {}};
    CHECK_THROWS_WITH(fit<Ridge>(none, default_options<Ridge>(), host), Catch::Contains("no rows"));
}
