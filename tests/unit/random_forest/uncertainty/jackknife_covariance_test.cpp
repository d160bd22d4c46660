// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/covariance.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"
#include "tests/unit/random_forest/plain_jackknife.hpp"

#include <sinter/bridge/model.hpp>

#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::plugins::random_forest;
using namespace sinter::tests;

namespace {

std::shared_ptr<const Model> two_labels(TrainingData& data, Index trees) {
    RowMatrix y(data.y.rows(), 2);
    y.col(0) = data.y.col(0);
    y.col(1) = data.x.col(0) + data.x.col(3);
    data.y = y;
    TestHost host;
    return fit<RandomForest>(data, default_options<RandomForest>().with("trees", trees), host);
}

} // namespace

TEST_CASE("the covariance is the form between tree predictions, its diagonal the sums") {
    const auto bags = random_bags(60, 45, 1);
    const auto t = centred_predictions(60, 7, 1);
    const Jackknife jackknife(bags);
    const RowMatrix corrected = covariance(jackknife, t, t, CovarianceKind::corrected);
    const RowMatrix conservative = covariance(jackknife, t, t, CovarianceKind::conservative);
    for (Index i = 0; i < 7; ++i) {
        REQUIRE(corrected(i, i) == Approx(plain_sum(bags, t.col(i))).epsilon(1e-10));
        for (Index j = 0; j < 7; ++j) {
            // By polarisation of the written-out sums.
            const double plain =
                0.25 * (plain_sum(bags, t.col(i) + t.col(j)) - plain_sum(bags, t.col(i) - t.col(j)));
            REQUIRE(corrected(i, j) == Approx(plain).margin(1e-12));
            REQUIRE(conservative(i, j) ==
                    Approx(plain + jackknife.bias() * t.col(i).dot(t.col(j))).margin(1e-12));
        }
    }
}

TEST_CASE("a projected covariance has no negative eigenvalue and says what it clipped") {
    RowMatrix m(2, 2);
    m << 1, 2, 2, 1; // eigenvalues 3 and -1
    const Projection p = project_to_semidefinite(m);
    CHECK(p.clipped_share == Approx(0.25));
    CHECK(p.matrix(0, 0) == Approx(1.5));
    CHECK(p.matrix(0, 1) == Approx(1.5));
    CHECK(project_to_semidefinite(RowMatrix::Identity(3, 3)).clipped_share == 0);
}

TEST_CASE(
    "a forest's covariance is symmetric and semi-definite over rows and labels, also across the boundary") {
    auto data = friedman(60, 6, 3);
    const auto model = two_labels(data, 150);
    const auto test = friedman(9, 6, 4);
    RowMatrix direct(18, 18);
    RowMatrix crossed(18, 18);
    const double share = model->covariance()->predict_covariance(test.x, CovarianceKind::corrected, direct);
    const bridge::ImportedModel imported(bridge::export_model(model));
    REQUIRE(imported.covariance() != nullptr);
    CHECK(imported.covariance()->predict_covariance(test.x, CovarianceKind::corrected, crossed) == share);
    CHECK(same(direct, crossed));
    CHECK(same(direct, RowMatrix(direct.transpose())));
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{Eigen::MatrixXd(direct)};
    CHECK(solver.eigenvalues().minCoeff() > -1e-12 * solver.eigenvalues().maxCoeff());
    CHECK((share >= 0 && share < 1));
}

TEST_CASE("where nothing is clipped the covariance's diagonal is sigma_mean squared") {
    auto data = friedman(25, 6, 5);
    const auto model = two_labels(data, 1000);
    const auto test = friedman(3, 6, 6);
    for (Index row = 0; row < 3; ++row) {
        const RowMatrix x = test.x.row(row);
        RowMatrix all(2, 2);
        REQUIRE(model->covariance()->predict_covariance(x, CovarianceKind::corrected, all) == 0);
        const auto d = deviations(*model, x, 2);
        CHECK(all(0, 0) == Approx(std::pow(d.sigma_mean(0, 0), 2)).epsilon(1e-10));
        CHECK(all(1, 1) == Approx(std::pow(d.sigma_mean(0, 1), 2)).epsilon(1e-10));
        RowMatrix conservative(2, 2);
        CHECK(model->covariance()->predict_covariance(x, CovarianceKind::conservative, conservative) < 1e-12);
        CHECK(conservative(0, 0) > all(0, 0));
    }
}

TEST_CASE("two forests on a stream have their common materials and trees in common") {
    const Stream stream(11);
    const std::vector<std::uint64_t> a_keys{1, 3, 5, 7, 9};
    const std::vector<std::uint64_t> b_keys{3, 4, 5, 9, 12};
    const auto a_bags = draw_bags(BagKind::poisson, stream, 30, a_keys);
    const auto b_bags = draw_bags(BagKind::poisson, stream, 40, b_keys);
    std::vector<bool> all_a(30, true);
    const std::vector<bool> all_b(40, true);
    all_a[4] = false;
    const CommonBags common = common_bags({a_bags, a_keys, all_a}, {b_bags, b_keys, all_b});
    CHECK(common.materials == std::vector<std::uint64_t>{3, 5, 9});
    REQUIRE(common.bags.trees == 29);
    CHECK(common.trees[4] == 5);

    const auto ta = centred_on(common, centred_predictions(30, 2, 1));
    const auto tb = centred_on(common, centred_predictions(40, 2, 2));
    CHECK(std::abs(ta.col(0).sum()) < 1e-12);
    const RowMatrix cross = covariance(Jackknife(common.bags), ta, tb, CovarianceKind::corrected);
    const double plain = 0.25 * (plain_sum(common.bags, ta.col(0) + tb.col(1)) -
                                 plain_sum(common.bags, ta.col(0) - tb.col(1)));
    CHECK(cross(0, 1) == Approx(plain).margin(1e-12));

    const auto other = draw_bags(BagKind::poisson, Stream(12), 40, b_keys);
    CHECK_THROWS_WITH(common_bags({a_bags, a_keys, all_a}, {other, b_keys, all_b}),
                      Catch::Contains("do not share their bags"));
}

TEST_CASE("influences are the written-out sums, and what leaving a material's trees out does") {
    auto data = friedman(40, 6, 7);
    const auto model = two_labels(data, 120);
    const auto& forest = forest_of(*model);
    const auto test = friedman(4, 6, 8);
    const auto materials = model->influence()->influence_materials();
    REQUIRE(std::vector<std::uint64_t>(materials.begin(), materials.end()) == forest.materials);
    RowMatrix infinitesimal(4, 40);
    RowMatrix without(4, 40);
    const bridge::ImportedModel imported(bridge::export_model(model));
    imported.influence()->predict_influence(test.x, 1, infinitesimal, without);
    for (Index row = 0; row < 4; ++row) {
        Eigen::VectorXd t(120);
        for (std::size_t b = 0; b < 120; ++b) {
            t(static_cast<Index>(b)) = tree_prediction(forest.labels[1].trees[b], test.x, row);
        }
        const Eigen::VectorXd all = t;
        t.array() -= t.mean();
        const auto plain = plain_terms(forest.bags, t);
        for (Index i = 0; i < 40; ++i) {
            REQUIRE(infinitesimal(row, i) ==
                    Approx(plain[static_cast<std::size_t>(i)].infinitesimal).margin(1e-10));
            REQUIRE(without(row, i) == Approx(plain[static_cast<std::size_t>(i)].after).margin(1e-10));
            double sum = 0;
            double count = 0;
            for (Index b = 0; b < 120; ++b) {
                sum += forest.bags.of_tree(b)[i] == 0 ? all(b) : 0;
                count += forest.bags.of_tree(b)[i] == 0 ? 1 : 0;
            }
            REQUIRE(without(row, i) == Approx(sum / count - all.mean()).margin(1e-10));
        }
    }
    CHECK_THROWS_WITH(model->influence()->predict_influence(test.x, 2, infinitesimal, without),
                      Catch::Contains("no output 2"));
}
