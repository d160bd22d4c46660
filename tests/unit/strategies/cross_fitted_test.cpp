// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_host.hpp"
#include "tests/unit/strategies/nearest_label.hpp"

#include <sinter/cross_fitted.hpp>

#include <Eigen/Core>
#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::tests;

namespace {

/// All rows share the feature, so a prediction is the mean label of the rows that were seen.
struct Rows {
    RowMatrix x;
    Eigen::MatrixXd y;
    std::vector<std::uint64_t> materials;

    [[nodiscard]] TrainingSet set() const {
        TrainingSet t;
        t.features = x;
        t.labels = y;
        t.materials = materials;
        t.stream = Stream(3);
        return t;
    }
};

Rows rows_of(const std::vector<double>& labels, const std::vector<std::uint64_t>& materials) {
    Rows r{RowMatrix::Ones(static_cast<Index>(labels.size()), 1),
           Eigen::MatrixXd(static_cast<Index>(labels.size()), 1), materials};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        r.y(static_cast<Index>(i), 0) = labels[i];
    }
    return r;
}

} // namespace

TEST_CASE("a material's out-of-fold prediction does not depend on its own labels") {
    TestHost host;
    Rows rows = rows_of({1, 2, 3, 4, 5, 6, 7, 8}, {10, 10, 11, 12, 13, 14, 15, 16});
    const auto predict = [&] {
        const CrossFitted model(SameFeatureMeanLearner(), rows.set(), host);
        Eigen::MatrixXd mean(8, 1);
        model.out_of_bag()->predict_out_of_bag(rows.x, rows.materials, MatrixOut(mean));
        return mean;
    };
    const Eigen::MatrixXd before = predict();
    rows.y(0, 0) = 1000; // of material 10, which also has row 1
    const Eigen::MatrixXd after = predict();
    CHECK(after(0, 0) == before(0, 0));
    CHECK(after(1, 0) == before(1, 0));
    CHECK(after(7, 0) != before(7, 0)); // at least one other fold has seen it
}

TEST_CASE("a material that was not in the training set gets the prediction of all rows") {
    TestHost host;
    const Rows rows = rows_of({1, 2, 3, 4, 5, 9}, {10, 11, 12, 13, 14, 15});
    const CrossFitted model(SameFeatureMeanLearner(), rows.set(), host);
    Eigen::MatrixXd mean(1, 1);
    const RowMatrix x = RowMatrix::Ones(1, 1);
    model.out_of_bag()->predict_out_of_bag(x, std::vector<std::uint64_t>{77}, MatrixOut(mean));
    CHECK(mean(0, 0) == Approx(4));
    model.predict(x, MatrixOut(mean));
    CHECK(mean(0, 0) == Approx(4));
}

TEST_CASE("a single material has no prediction out of fold") {
    TestHost host;
    const Rows rows = rows_of({1, 2}, {10, 10});
    const CrossFitted model(SameFeatureMeanLearner(), rows.set(), host);
    Eigen::MatrixXd mean(2, 1);
    model.out_of_bag()->predict_out_of_bag(rows.x, rows.materials, MatrixOut(mean));
    CHECK(std::isnan(mean(0, 0)));
    CHECK(std::isnan(mean(1, 0)));
}
