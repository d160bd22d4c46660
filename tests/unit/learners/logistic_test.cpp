// SPDX-License-Identifier: Apache-2.0
//
// The logistic regression of ridge: against scikit-learn, conditions of optimality and closed forms.
#include "plugins/learners/ridge/logistic.hpp"
#include "plugins/learners/ridge/ridge.hpp"
#include "plugins/learners/ridge/ridge_model.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/fitted_ridge.hpp"

#include <Eigen/Dense>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <variant>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::ridge::ClassFit;
using plugins::ridge::LogisticProblem;
using plugins::ridge::Ridge;
using plugins::ridge::RidgeModel;

namespace {

/// The data of the values by scikit-learn.
TrainingData counted_out(std::uint32_t classes, bool weighted) {
    TrainingData data{RowMatrix(30, 3), RowMatrix(30, 1), {}, {}};
    for (int i = 0; i < 30; ++i) {
        data.x.row(i) << i % 5, i * i % 7, i % 3 + i % 4;
        data.y(i) = (i * 3 + i / 4) % static_cast<int>(classes);
        if (weighted) {
            data.weights.push_back(1 + i % 3);
        }
    }
    data.infos = {{"phase", "", classes}};
    return data;
}

void require_values(std::uint32_t classes, double penalty, bool weighted,
                    const std::vector<std::vector<double>>& expected) {
    auto data = counted_out(classes, weighted);
    TestHost host;
    const RowMatrix p = predict(*fit<Ridge>(data, with_penalty(penalty), host), data.x, classes);
    const std::vector<Index> rows = {0, 7, 16};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t c = 0; c < classes; ++c) {
            CHECK(p(rows[i], static_cast<Index>(c)) == Approx(expected[i][c]).epsilon(2e-9));
        }
    }
}

/// The largest component of the gradient of the penalised log likelihood, from the model's own probabilities.
double gradient_at(TrainingData& data, const Model& model) {
    const ClassFit& fit = classes_of(model);
    const RowMatrix p = predict(model, data.x, static_cast<Index>(fit.class_count));
    const RowMatrix z = fit.basis->standardisation.apply(data.x);
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(data.x.rows());
    for (std::size_t i = 0; i < data.weights.size(); ++i) {
        weights(static_cast<Index>(i)) = data.weights[i];
    }
    weights /= weights.mean();
    const bool binary = fit.seen.size() == 2;
    double largest = 0;
    for (std::size_t place = binary ? 1 : 0; place < fit.seen.size(); ++place) {
        Eigen::VectorXd residual = p.col(static_cast<Index>(fit.seen[place]));
        for (Index row = 0; row < data.x.rows(); ++row) {
            residual(row) -= data.y(row) == static_cast<double>(fit.seen[place]) ? 1 : 0;
        }
        residual = residual.cwiseProduct(weights);
        const Index predictor = binary ? 0 : static_cast<Index>(place);
        const Eigen::VectorXd slope =
            z.transpose() * residual + fit.penalty * fit.coefficients.col(predictor);
        largest = std::max({largest, slope.cwiseAbs().maxCoeff(), std::abs(residual.sum())});
    }
    return largest;
}

} // namespace

// scikit-learn 1.2.1, with weights w (or None) and standardised by the weighted mean and population deviation:
//   i = np.arange(30); x = np.column_stack([i % 5, i * i % 7, i % 3 + i % 4]); y = (i * 3 + i // 4) % classes
//   LogisticRegression(C=1 / penalty, tol=1e-11, max_iter=1000, solver="newton-cholesky" if classes == 2 else
//                      "newton-cg").fit(z, y, sample_weight=w / w.mean()).predict_proba(z)[[0, 7, 16]]
TEST_CASE("probabilities of two classes are those of scikit-learn") {
    require_values(
        2, 0.5, false,
        {{0.5382877353, 0.4617122647}, {0.45744591547, 0.54255408453}, {0.59640473316, 0.40359526684}});
    require_values(
        2, 20, true,
        {{0.46433780619, 0.53566219381}, {0.47848622327, 0.52151377673}, {0.55747326979, 0.44252673021}});
}
TEST_CASE("probabilities of three classes are those of scikit-learn") {
    require_values(3, 0.5, true,
                   {{0.42837242154, 0.2954256864, 0.27620189205},
                    {0.31228763574, 0.20694831652, 0.48076404774},
                    {0.39314762019, 0.44769883427, 0.15915354554}});
    require_values(3, 20, false,
                   {{0.46485371745, 0.28244999016, 0.25269629239},
                    {0.38720610672, 0.32138285094, 0.29141104234},
                    {0.42362341763, 0.32277241645, 0.25360416593}});
}

TEST_CASE("the gradient vanishes at the solution") {
    for (const std::uint32_t classes : {2U, 3U, 6U}) {
        for (const Index features : {Index{4}, Index{50}}) {
            for (const double penalty : {0.01, 1.0, 300.0}) {
                auto data = noisy_planes(120, features, classes, 1);
                for (int i = 0; i < 120; ++i) {
                    data.weights.push_back(0.5 + i % 5);
                }
                TestHost host;
                const auto model = fit<Ridge>(data, with_penalty(penalty), host);
                CAPTURE(classes, features, penalty);
                CHECK(gradient_at(data, *model) < 1e-8);
            }
        }
    }
}

TEST_CASE("the solution does not depend on where Newton's method starts") {
    auto data = noisy_planes(60, 3, 3, 2);
    LogisticProblem problem;
    problem.x = Eigen::MatrixXd::Ones(60, 4);
    problem.x.leftCols(3) = data.x.array() + 35;
    problem.class_count = 3;
    problem.weights = Eigen::VectorXd::Ones(60);
    for (const double y : data.y.reshaped()) {
        problem.classes.push_back(static_cast<Index>(y));
    }
    const Eigen::MatrixXd a = solve_logistic(problem, 0.1, intercepts_only(problem), 1e-12);
    const Eigen::MatrixXd b = solve_logistic(problem, 0.1, Eigen::MatrixXd::Constant(4, 3, 3.0), 1e-12);
    CHECK((a - b).cwiseAbs().maxCoeff() < 1e-7);
    CHECK(std::abs(a.topRows(3).rowwise().sum().cwiseAbs().maxCoeff()) < 1e-8); // the penalty's doing
    CHECK(std::abs(a.row(3).sum()) < 1e-12);
}

TEST_CASE("without a penalty one feature of two values gives the shares at each of them") {
    TrainingData data{RowMatrix(20, 1), RowMatrix(20, 1), {}, {}};
    for (Index i = 0; i < 20; ++i) {
        data.x(i) = i < 12 ? -1 : 7;
        data.y(i) = i < 12 ? static_cast<double>(i % 4 == 0) : static_cast<double>(i % 4 != 0);
    }
    data.infos = {{"phase", "", 2}};
    TestHost host;
    const auto model = fit<Ridge>(data, with_penalty(0), host);
    const RowMatrix p = predict(*model, data.x, 2);
    CHECK(p(0, 1) == Approx(3.0 / 12).epsilon(1e-7));
    CHECK(p(19, 1) == Approx(6.0 / 8).epsilon(1e-7));
    // The log odds ratio over the distance of the standardised values.
    const double distance = 8 * classes_of(*model).basis->standardisation.inverse_scale(0);
    CHECK(classes_of(*model).coefficients(0, 0) ==
          Approx((std::log(6.0 / 2) - std::log(3.0 / 9)) / distance).epsilon(1e-7));

    for (Index i = 0; i < 20; ++i) {
        data.y(i) = static_cast<double>((i * i + i / 3) % 3);
    }
    data.infos[0].class_count = 3;
    const RowMatrix q = predict(*fit<Ridge>(data, with_penalty(0), host), data.x, 3);
    for (Index c = 0; c < 3; ++c) {
        const auto first = (data.y.col(0).head(12).array() == static_cast<double>(c)).count();
        CHECK(q(0, c) == Approx(static_cast<double>(first) / 12).epsilon(1e-7));
    }
}

TEST_CASE("classes that a plane parts stay finite without a penalty") {
    for (const std::uint32_t classes : {2U, 3U}) {
        TrainingData data{RowMatrix(12, 2), RowMatrix(12, 1), {}, {}};
        for (Index i = 0; i < 12; ++i) {
            data.x.row(i) << static_cast<double>(i), static_cast<double>(i % 3);
            const Index c = i * static_cast<Index>(classes) / 12;
            data.y(i) = static_cast<double>(c);
        }
        data.infos = {{"phase", "", classes}};
        TestHost host;
        const auto model = fit<Ridge>(data, with_penalty(0), host);
        const RowMatrix p = predict(*model, data.x, classes);
        CHECK(classes_of(*model).penalty == Approx(12e-10)); // the least there is
        CHECK(classes_of(*model).coefficients.allFinite());
        CHECK((p.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-14);
        for (Index i = 0; i < 12; ++i) {
            CHECK(p(i, static_cast<Index>(data.y(i))) > 0.999);
        }
    }
}
