// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/guess_the_mean/guess_the_mean.hpp"
#include "tests/unit/learners/training_data.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::guess_the_mean::GuessTheMean;

TEST_CASE("the mean and its deviations are those of the training labels, whatever the features") {
    TrainingData data{RowMatrix::Random(4, 2), RowMatrix(4, 1), {}, {}};
    data.y << 1, 2, 3, 6;
    TestHost host;
    const auto d = deviations(*fit<GuessTheMean>(data, default_options<GuessTheMean>(), host),
                              RowMatrix::Constant(3, 2, std::nan("")));
    const double deviation = std::sqrt((4 + 1 + 0 + 9) / 3.0);
    for (Index row = 0; row < 3; ++row) {
        CHECK(d.mean(row) == 3);
        CHECK(d.sigma_obs(row) == Approx(deviation));
        CHECK(d.sigma_mean(row) == Approx(deviation / 2));
    }
}

TEST_CASE("weights weigh, and their scale does not matter") {
    TrainingData data{RowMatrix::Random(2, 1), RowMatrix(2, 1), {}, {}};
    data.y << 0, 4;
    data.weights = {30, 10};
    TestHost host;
    const auto d = deviations(*fit<GuessTheMean>(data, default_options<GuessTheMean>(), host), data.x);
    CHECK(d.mean(0) == Approx(1));
    CHECK(d.sigma_obs(0) == Approx(std::sqrt(2 * (0.75 * 1 + 0.25 * 9))));
}

TEST_CASE("each label has its own mean over the rows that have it") {
    TrainingData data{RowMatrix::Random(3, 1), RowMatrix(3, 2), {}, {}};
    data.y << 1, 10, 2, std::nan(""), 6, 30;
    TestHost host;
    const auto mean = predict(*fit<GuessTheMean>(data, default_options<GuessTheMean>(), host), data.x, 2);
    CHECK(mean(0, 0) == 3);
    CHECK(mean(0, 1) == 20);
}

TEST_CASE("one label tells nothing of the deviation, and none is an error") {
    TrainingData data{RowMatrix::Random(1, 1), RowMatrix::Constant(1, 1, 5.0), {}, {}};
    TestHost host;
    const auto d = deviations(*fit<GuessTheMean>(data, default_options<GuessTheMean>(), host), data.x);
    CHECK(d.mean(0) == 5);
    CHECK(std::isnan(d.sigma_obs(0)));
    data.y(0, 0) = std::nan("");
    CHECK_THROWS_WITH(fit<GuessTheMean>(data, default_options<GuessTheMean>(), host),
                      Catch::Contains("no value"));
}

TEST_CASE("classes are guessed by their weighted shares, beside numbers and with missing labels") {
    TrainingData data{RowMatrix::Random(5, 1), RowMatrix(5, 2), {1, 1, 2, 1, 3}, {}};
    data.y << 0, 10, 2, 20, 0, std::nan(""), std::nan(""), 30, 2, 40;
    data.infos = {{"phase", "", 3}, {"gap", "eV", 0}};
    TestHost host;
    const auto d = deviations(*fit<GuessTheMean>(data, default_options<GuessTheMean>(), host), data.x, 4);
    CHECK(d.mean(4, 0) == Approx(3.0 / 7));
    CHECK(d.mean(4, 1) == 0);
    CHECK(d.mean(4, 2) == Approx(4.0 / 7));
    CHECK(d.mean(4, 3) == Approx(180.0 / 6));
    CHECK(d.sigma_mean(0, 0) == Approx(std::sqrt(3.0 / 7 * 4 / 7 / 3))); // four rows have the class
    CHECK(d.sigma_mean(0, 1) == 0);
    CHECK(std::isnan(d.sigma_obs(0, 2)));
    CHECK(std::isfinite(d.sigma_obs(0, 3)));
}

TEST_CASE("a class that is none is refused") {
    TrainingData data{RowMatrix::Random(2, 1), RowMatrix(2, 1), {}, {}};
    data.y << 0, 2;
    data.infos = {{"phase", "", 2}};
    TestHost host;
    CHECK_THROWS_WITH(fit<GuessTheMean>(data, default_options<GuessTheMean>(), host),
                      Catch::Contains("guess_the_mean: row 1") && Catch::Contains("label 0 \"phase\""));
}
