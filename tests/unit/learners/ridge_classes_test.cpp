// SPDX-License-Identifier: Apache-2.0
//
// ridge on labels with classes, alone and beside numbers.
#include "plugins/learners/ridge/ridge.hpp"
#include "plugins/learners/ridge/ridge_model.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/fitted_ridge.hpp"

#include <sinter/unknown.hpp>

#include <Eigen/Dense>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <variant>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::ridge::ClassFit;
using plugins::ridge::Ridge;
using plugins::ridge::RidgeModel;

namespace {

/// Log loss on left-out materials of fixed penalties, each fold fitted anew: what the search may not beat.
std::vector<double> losses_of_the_grid(TrainingData& data) {
    const std::set<std::uint64_t> distinct(data.materials.begin(), data.materials.end());
    std::vector<std::uint64_t> shuffled(distinct.begin(), distinct.end());
    Draws(data.stream.derive("penalty folds")).shuffle(shuffled);
    std::vector<double> losses(15, 0.0);
    for (std::size_t fold = 0; fold < 5; ++fold) {
        std::set<std::uint64_t> out;
        for (std::size_t i = fold; i < shuffled.size(); i += 5) {
            out.insert(shuffled[i]);
        }
        std::vector<Index> train;
        std::vector<Index> test;
        for (std::size_t row = 0; row < data.materials.size(); ++row) {
            (out.contains(data.materials[row]) ? test : train).push_back(static_cast<Index>(row));
        }
        TrainingData part{data.x(train, Eigen::all), data.y(train, Eigen::all), {}, {}};
        part.infos = data.infos;
        for (std::size_t place = 0; place < 15; ++place) {
            const double penalty =
                std::pow(10.0, 2 - 0.5 * static_cast<double>(place)) * static_cast<double>(train.size());
            TestHost host;
            const auto model = fit<Ridge>(part, with_penalty(penalty), host);
            const RowMatrix x = data.x(test, Eigen::all);
            const RowMatrix p = predict(*model, x, static_cast<Index>(data.infos[0].class_count));
            for (std::size_t i = 0; i < test.size(); ++i) {
                losses[place] -=
                    std::log(std::max(p(static_cast<Index>(i), static_cast<Index>(data.y(test[i]))), 1e-15));
            }
        }
    }
    return losses;
}

} // namespace

TEST_CASE("a class that no row has gets probability zero, and the only one there is gets one") {
    auto data = noisy_planes(40, 3, 2, 3);
    auto spread = data;
    spread.y *= 3; // classes 0 and 3 of five
    spread.infos[0].class_count = 5;
    TestHost host;
    const RowMatrix p = predict(*fit<Ridge>(data, with_penalty(2), host), data.x, 2);
    const RowMatrix q = predict(*fit<Ridge>(spread, with_penalty(2), host), data.x, 5);
    CHECK(same(p.col(1), q.col(3)));
    CHECK(same(p.col(0), q.col(0)));
    CHECK(q.middleCols(1, 2).cwiseAbs().maxCoeff() == 0);
    spread.y.setConstant(4);
    for (const Options& options : {with_penalty(0), default_options<Ridge>()}) {
        const RowMatrix only = predict(*fit<Ridge>(spread, options, host), data.x, 5);
        CHECK((only.col(4).array() == 1).all());
        CHECK(only.leftCols(4).cwiseAbs().maxCoeff() == 0);
    }
}

TEST_CASE("without a usable feature the probabilities are the weighted shares") {
    auto data = noisy_planes(4, 2, 3, 4);
    data.x.setConstant(2);
    data.y << 0, 1, 1, 2;
    data.weights = {1, 2, 3, 4};
    TestHost host;
    for (const Options& options : {with_penalty(0), default_options<Ridge>()}) {
        const RowMatrix p = predict(*fit<Ridge>(data, options, host), data.x, 3);
        CHECK(p(0, 0) == Approx(0.1).epsilon(1e-10));
        CHECK(p(0, 1) == Approx(0.5).epsilon(1e-10));
        CHECK(p(0, 2) == Approx(0.4).epsilon(1e-10));
    }
    // Every penalty does as well; the largest is taken.
    CHECK(classes_of(*fit<Ridge>(data, default_options<Ridge>(), host)).penalty == Approx(400));
}

TEST_CASE("the automatic penalty has the least log loss of its grid on left-out materials") {
    for (const std::uint32_t classes : {2U, 3U}) {
        for (const Index features : {Index{3}, Index{40}}) {
            auto data = noisy_planes(90, features, classes, 5);
            (void)data.set();
            for (std::size_t row = 0; row < 90; ++row) {
                data.materials[row] = row / 3; // neighbours are one material
            }
            TestHost host;
            const auto model = fit<Ridge>(data, default_options<Ridge>(), host);
            const auto losses = losses_of_the_grid(data);
            const auto best = std::min_element(losses.begin(), losses.end()) - losses.begin();
            CAPTURE(classes, features);
            CHECK(classes_of(*model).penalty ==
                  Approx(90 * std::pow(10.0, 2 - 0.5 * static_cast<double>(best))));
        }
    }
}

TEST_CASE("with a single material the automatic penalty is the largest of its grid") {
    auto data = noisy_planes(10, 3, 2, 6);
    data.materials.assign(10, 5);
    TestHost host;
    CHECK(classes_of(*fit<Ridge>(data, default_options<Ridge>(), host)).penalty == Approx(1000));
}

TEST_CASE("classes are the same for any number of threads", "[threads]") {
    auto data = noisy_planes(100, 5, 3, 7);
    data.x(3, 1) = unknown;
    TestHost one(1);
    TestHost four(4);
    CHECK(same(predict(*fit<Ridge>(data, default_options<Ridge>(), one), data.x, 3),
               predict(*fit<Ridge>(data, default_options<Ridge>(), four), data.x, 3)));
}

TEST_CASE("numbers and classes with missing values give what each gives alone") {
    auto data = noisy_planes(60, 4, 3, 8);
    data.y.conservativeResize(60, 3);
    for (Index row = 0; row < 60; ++row) {
        data.y(row, 1) = data.x(row, 0) - data.x(row, 2) + std::sin(static_cast<double>(row));
        data.y(row, 2) = row % 2 == 0 ? unknown : static_cast<double>(data.x(row, 1) > data.x(row, 3));
    }
    data.infos = {{"phase", "", 3}, {"gap", "eV", 0}, {"metal", "", 2}};
    (void)data.set();
    TestHost host;
    const auto model = fit<Ridge>(data, default_options<Ridge>(), host);
    const auto together = deviations(*model, data.x, 6);
    CHECK(same(together.mean, predict(*model, data.x, 6)));
    Index column = 0;
    for (Index k = 0; k < 3; ++k) {
        const auto width =
            static_cast<Index>(std::max(1U, data.infos[static_cast<std::size_t>(k)].class_count));
        TrainingData alone{RowMatrix(0, 4), RowMatrix(0, 1), {}, {}};
        alone.infos = {data.infos[static_cast<std::size_t>(k)]};
        for (Index row = 0; row < 60; ++row) {
            if (std::isnan(data.y(row, k))) {
                continue;
            }
            alone.x.conservativeResize(alone.x.rows() + 1, Eigen::NoChange);
            alone.y.conservativeResize(alone.y.rows() + 1, Eigen::NoChange);
            alone.x.bottomRows(1) = data.x.row(row);
            alone.y(alone.y.rows() - 1, 0) = data.y(row, k);
            alone.materials.push_back(data.materials[static_cast<std::size_t>(row)]);
        }
        const RowMatrix own = predict(*fit<Ridge>(alone, default_options<Ridge>(), host), data.x, width);
        CHECK((own - together.mean.middleCols(column, width)).cwiseAbs().maxCoeff() < 1e-12);
        column += width;
    }
    CHECK(std::isnan(together.sigma_mean(0, 0)));
    CHECK(std::isnan(together.sigma_obs(0, 5)));
    CHECK(together.sigma_mean(0, 3) > 0);
}

TEST_CASE("a ridge model of classes only knows no deviations") {
    auto data = noisy_planes(30, 3, 2, 9);
    TestHost host;
    CHECK(fit<Ridge>(data, with_penalty(1), host)->uncertainty() == nullptr);
}

TEST_CASE("a missing feature value counts as the training mean for classes too") {
    auto data = noisy_planes(30, 3, 2, 10);
    auto imputed = data;
    data.x(2, 1) = unknown;
    imputed.x(2, 1) = (data.x.col(1).head(2).sum() + data.x.col(1).tail(27).sum()) / 29;
    TestHost host;
    const auto a = fit<Ridge>(data, with_penalty(1), host);
    const auto b = fit<Ridge>(imputed, with_penalty(1), host);
    CHECK((predict(*a, data.x, 2) - predict(*b, imputed.x, 2)).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("a class's row does not depend on the rows it is asked for with") {
    auto data = noisy_planes(50, 4, 4, 11);
    TestHost host;
    const auto model = fit<Ridge>(data, with_penalty(1), host);
    const RowMatrix together = predict(*model, data.x, 4);
    for (Index row = 0; row < 50; row += 9) {
        CHECK(same(predict(*model, data.x.middleRows(row, 1), 4), together.row(row)));
    }
}

TEST_CASE("labels that ridge cannot be fitted on are refused by row and name") {
    auto data = noisy_planes(10, 3, 2, 12);
    TestHost host;
    data.y(6) = 0.5;
    CHECK_THROWS_WITH(fit<Ridge>(data, default_options<Ridge>(), host),
                      Catch::Contains("ridge: row 6") && Catch::Contains("label 0 \"phase\""));
    data.y.setConstant(unknown);
    CHECK_THROWS_WITH(fit<Ridge>(data, default_options<Ridge>(), host), Catch::Contains("no value"));
}
