// SPDX-License-Identifier: Apache-2.0
//
// Trees that agree have no spread, whatever their sum rounds to,
// and a forest does not depend on the unit of its labels.
#include "plugins/learners/guess_the_mean/guess_the_mean.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/training_data.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace sinter;
using namespace sinter::tests;
using plugins::guess_the_mean::GuessTheMean;
using plugins::random_forest::RandomForest;

namespace {

Options forest_of(std::int64_t trees, const char* sigma_mean) {
    return default_options<RandomForest>().with("trees", trees).with("sigma_mean", sigma_mean);
}

/// Two levels that the first feature parts, with some labels on the other side.
TrainingData two_levels(double low, double high) {
    TrainingData data = friedman(60, 5, 8);
    for (Index row = 0; row < data.x.rows(); ++row) {
        const bool is_high = (data.x(row, 0) > 0.5) != (row % 15 == 0);
        data.y(row, 0) = is_high ? high : low;
    }
    return data;
}

Index zeros(const RowMatrix& values) { return (values.array() == 0).count(); }

} // namespace

TEST_CASE("a forest of equal labels predicts that label exactly, without any deviation") {
    for (const char* sigma_mean : {"jackknife", "pooled"}) {
        for (const double label : {0.1, 0.3, 1.0 / 3, 1e-9, -7.7e11}) {
            TrainingData data = friedman(40, 5, 9);
            data.y.setConstant(label);
            TestHost host;
            const auto model = fit<RandomForest>(data, forest_of(37, sigma_mean), host);
            const auto d = deviations(*model, data.x);
            const auto plain = predict(*model, data.x);
            const auto unseen = out_of_bag(*model, data.x, data.materials);
            for (Index row = 0; row < data.x.rows(); ++row) {
                REQUIRE(d.mean(row) == label);
                REQUIRE(plain(row) == label);
                REQUIRE(unseen(row) == label);
                REQUIRE(d.sigma_mean(row) == 0);
                REQUIRE(d.sigma_obs(row) == 0);
            }
        }
    }
}

TEST_CASE("the rows on which all trees agree are the same in every unit, and sigma scales with the labels") {
    TestHost host;
    for (const char* sigma_mean : {"jackknife", "pooled"}) {
        auto whole = two_levels(1, 3);
        const auto d = deviations(*fit<RandomForest>(whole, forest_of(40, sigma_mean), host), whole.x);
        for (const double factor : {0.1, 1.0 / 3, 1e5 / 7}) {
            auto scaled = two_levels(factor, 3 * factor);
            const auto s = deviations(*fit<RandomForest>(scaled, forest_of(40, sigma_mean), host), scaled.x);
            CHECK(zeros(d.sigma_obs) > 0);
            CHECK(zeros(s.sigma_obs) == zeros(d.sigma_obs));
            CHECK(zeros(s.sigma_mean) == zeros(d.sigma_mean));
            CHECK((s.sigma_obs - factor * d.sigma_obs).cwiseAbs().maxCoeff() < 1e-9 * factor);
            CHECK((s.mean - factor * d.mean).cwiseAbs().maxCoeff() < 1e-9 * factor);
        }
    }
}

TEST_CASE("the number of trees that \"auto\" grows does not depend on the unit of the labels") {
    const auto trees_on = [](double label) {
        TrainingData data = friedman(30, 5, 4);
        data.y.setConstant(label);
        TestHost host;
        (void)fit<RandomForest>(data, default_options<RandomForest>().with("trees", "auto"), host);
        std::string said;
        for (const auto& line : host.lines) {
            said += line.text + "\n";
        }
        return said;
    };
    CHECK(trees_on(0.1) == trees_on(1.5));
}

TEST_CASE("copies of a material make the guessed mean no surer") {
    TrainingData once{RowMatrix::Random(4, 1), RowMatrix(4, 1), {}, {1, 2, 3, 4}};
    once.y << 1, 2, 3, 6;
    TrainingData copies{once.x.replicate(5, 1), once.y.replicate(5, 1), {}, {}};
    for (int i = 0; i < 20; ++i) {
        copies.materials.push_back(static_cast<std::uint64_t>(i % 4 + 1));
    }
    TestHost host;
    const auto a = deviations(*fit<GuessTheMean>(once, default_options<GuessTheMean>(), host), once.x);
    const auto b = deviations(*fit<GuessTheMean>(copies, default_options<GuessTheMean>(), host), once.x);
    CHECK(b.mean(0) == Approx(a.mean(0)));
    CHECK(b.sigma_obs(0) == Approx(a.sigma_obs(0)));
    CHECK(b.sigma_mean(0) == Approx(a.sigma_mean(0)));
}
