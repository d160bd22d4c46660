// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_host.hpp"
#include "tests/unit/strategies/same_feature_mean.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/unknown.hpp>

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
    std::vector<Label> labels;
    std::vector<double> weights{};
    std::vector<double> label_weights{};

    [[nodiscard]] TrainingSet set() const {
        TrainingSet t;
        t.features = x;
        t.labels = y;
        t.materials = materials;
        t.label_infos = labels;
        t.weights = weights;
        t.label_weights = label_weights;
        t.stream = Stream(3);
        return t;
    }
};

Rows rows_of(const std::vector<double>& labels, const std::vector<std::uint64_t>& materials) {
    const auto n = static_cast<Index>(labels.size());
    return {RowMatrix::Ones(n, 1),
            Eigen::Map<const Eigen::VectorXd>(labels.data(), n),
            materials,
            {{"y", "", 0}}};
}

const SameFeatureMeanOptions without_bags{1, false, unknown, nullptr};

/// What the rows' own materials get out of bag.
RowMatrix out_of_fold(const Rows& rows, std::vector<RecordedFit>* fits = nullptr) {
    TestHost host;
    SameFeatureMeanOptions options = without_bags;
    options.fits = fits;
    const auto model = fit_with_out_of_bag(SameFeatureMeanLearner(options), rows.set(), host);
    RowMatrix mean(rows.x.rows(), output_count(Span<Label>(rows.labels)));
    model->out_of_bag()->predict_out_of_bag(rows.x, rows.materials, MatrixOut(mean));
    return mean;
}

} // namespace

TEST_CASE("a material's out-of-fold prediction does not depend on its own labels") {
    Rows rows = rows_of({1, 2, 3, 4, 5, 6, 7, 8}, {10, 10, 11, 12, 13, 14, 15, 16});
    const RowMatrix before = out_of_fold(rows);
    rows.y(0, 0) = 1000; // of material 10, which also has row 1
    const RowMatrix after = out_of_fold(rows);
    CHECK(after(0, 0) == before(0, 0));
    CHECK(after(1, 0) == before(1, 0));
    CHECK(after(7, 0) != before(7, 0)); // at least one other fold has seen it
}

TEST_CASE("a material that was not in the training set gets the prediction of all rows") {
    TestHost host;
    const Rows rows = rows_of({1, 2, 3, 4, 5, 9}, {10, 11, 12, 13, 14, 15});
    const auto model = fit_with_out_of_bag(SameFeatureMeanLearner(without_bags), rows.set(), host);
    Eigen::MatrixXd mean(1, 1);
    const RowMatrix x = RowMatrix::Ones(1, 1);
    model->out_of_bag()->predict_out_of_bag(x, std::vector<std::uint64_t>{77}, MatrixOut(mean));
    CHECK(mean(0, 0) == Approx(4));
    model->predict(x, MatrixOut(mean));
    CHECK(mean(0, 0) == Approx(4));
}

TEST_CASE("a single material has no prediction out of fold") {
    const RowMatrix mean = out_of_fold(rows_of({1, 2}, {10, 10}));
    CHECK(std::isnan(mean(0, 0)));
    CHECK(std::isnan(mean(1, 0)));
}

TEST_CASE("a learner whose models have bags is fitted once") {
    TestHost host;
    std::vector<RecordedFit> fits;
    const Rows rows = rows_of({1, 2, 3, 4, 5, 6}, {10, 11, 12, 13, 14, 15});
    SameFeatureMeanOptions options;
    options.fits = &fits;
    const auto model = fit_with_out_of_bag(SameFeatureMeanLearner(options), rows.set(), host);
    CHECK(fits.size() == 1);
    fits.clear();
    out_of_fold(rows, &fits);
    CHECK(fits.size() == 1 + CrossFitted::folds);
}

TEST_CASE("the folds' fits get the weights of their rows and the weights of the labels") {
    Rows rows = rows_of({1, 2, 3, 4, 5, 6}, {10, 11, 12, 13, 14, 15});
    rows.y.conservativeResize(Eigen::NoChange, 2);
    rows.y.col(1) = 10 * rows.y.col(0);
    rows.labels.push_back({"z", "", 0});
    rows.weights = {1, 2, 3, 4, 5, 6}; // the same as the labels
    rows.label_weights = {2, 7};
    std::vector<RecordedFit> fits;
    out_of_fold(rows, &fits);
    REQUIRE(fits.size() == 6);
    for (const auto& fit : fits) {
        CHECK(fit.label_weights == std::vector<double>{2, 7});
        for (Index i = 0; i < fit.labels.rows(); ++i) {
            CHECK(fit.weights[static_cast<std::size_t>(i)] == fit.labels(i, 0));
        }
    }
}

TEST_CASE("a label that only one fold has is missing out of that fold, and the other labels are not") {
    Rows rows = rows_of({1, 2, 3, 4, 5}, {10, 11, 12, 13, 14});
    rows.y.conservativeResize(Eigen::NoChange, 3);
    rows.y.col(1) << 7, unknown, unknown, unknown, unknown; // a class
    rows.y.col(2) << 1, 1, unknown, 3, 3;
    rows.labels = {{"y", "", 0}, {"kind", "", 8}, {"z", "", 0}};
    rows.label_weights = {2, 3, 5};
    std::vector<RecordedFit> fits;
    const RowMatrix mean = out_of_fold(rows, &fits);
    // Five materials, five folds: material 10 is predicted by the other four.
    CHECK(mean(0, 0) == Approx((2 + 3 + 4 + 5) / 4.0));
    CHECK(mean.row(0).segment(1, 8).array().isNaN().all());
    CHECK(mean(0, 9) == Approx((1 + 3 + 3) / 3.0));
    CHECK(mean(1, 8) == 1); // class 7 of material 10
    CHECK(mean(1, 1) == 0);
    CHECK(mean(2, 9) == Approx((1 + 1 + 3 + 3) / 4.0));
    std::size_t without_kind = 0;
    for (const auto& fit : fits) {
        if (fit.label_infos.size() == 2) {
            ++without_kind;
            CHECK(fit.label_weights == std::vector<double>{2, 5});
        }
    }
    CHECK(without_kind == 1);
}

TEST_CASE("classes out of fold are shares of the other folds' classes") {
    Rows rows = rows_of({0, 1, 1, 2, 1}, {10, 11, 12, 13, 14});
    rows.labels = {{"kind", "", 3}};
    const RowMatrix mean = out_of_fold(rows);
    CHECK(mean(0, 0) == 0);
    CHECK(mean(0, 1) == Approx(0.75));
    CHECK(mean(0, 2) == Approx(0.25));
    CHECK(mean(1, 1) == Approx(0.5));
}
