// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/evaluation/metrics/reliability_curve.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

using Classes = std::vector<std::int64_t>;

/// Certain predictions: share 1 of the given class.
RowMatrix certain(const Classes& predicted, Index classes) {
    RowMatrix shares = RowMatrix::Zero(static_cast<Index>(predicted.size()), classes);
    for (std::size_t i = 0; i < predicted.size(); ++i) {
        shares(static_cast<Index>(i), predicted[i]) = 1;
    }
    return shares;
}

} // namespace

TEST_CASE("certain and right: every class metric is at its best") {
    const Classes labels{0, 1, 2, 1};
    const auto metrics = classification_metrics(labels, during_call(certain(labels, 3)));
    CHECK(metrics.accuracy == 1);
    CHECK(metrics.f1 == 1);
    CHECK(metrics.macro_f1 == 1);
    CHECK(metrics.balanced_accuracy == 1);
    CHECK(metrics.log_loss == 0);
    CHECK(metrics.brier == 0);
}

TEST_CASE("certain and wrong: the log loss is that of the floor, the Brier score 2") {
    const auto metrics = classification_metrics(Classes{0, 1}, during_call(certain({1, 0}, 2)));
    CHECK(metrics.accuracy == 0);
    CHECK(metrics.f1 == 0);
    CHECK(metrics.log_loss == Approx(-std::log(1e-15)));
    CHECK(metrics.brier == 2);
}

TEST_CASE("F1 of two classes is the closed form, weighted by how often each occurs") {
    // Class 0: 2 of its 3 rows, predicted 3 times: P = R = 2/3. Class 1: 1 of 2, predicted twice.
    const auto metrics =
        classification_metrics(Classes{0, 0, 0, 1, 1}, during_call(certain({0, 0, 1, 0, 1}, 2)));
    CHECK(metrics.f1 == Approx((3 * (2.0 / 3) + 2 * 0.5) / 5));
    CHECK(metrics.macro_f1 == Approx((2.0 / 3 + 0.5) / 2));
    CHECK(metrics.balanced_accuracy == Approx((2.0 / 3 + 0.5) / 2));
}

TEST_CASE(
    "a class that is never predicted, or never occurs, counts 0 in F1; one that does neither, nothing") {
    // Class 0: P = 1/2, R = 1. Class 1 occurs, is never predicted. Class 2 is predicted, never occurs.
    const Classes labels{0, 1, 1};
    const Classes predicted{0, 0, 2};
    const auto metrics = classification_metrics(labels, during_call(certain(predicted, 3)));
    CHECK(metrics.f1 == Approx((2.0 / 3) / 3));
    CHECK(metrics.macro_f1 == Approx((2.0 / 3) / 3));
    CHECK(metrics.balanced_accuracy == Approx(0.5)); // of the two that occur
    const auto with_more_classes = classification_metrics(labels, during_call(certain(predicted, 9)));
    CHECK(with_more_classes.f1 == metrics.f1);
    CHECK(with_more_classes.macro_f1 == metrics.macro_f1);
}

TEST_CASE("equally likely classes: the first is predicted") {
    RowMatrix shares(2, 3);
    shares << 0.2, 0.4, 0.4, 0.5, 0, 0.5;
    CHECK(most_likely_classes(shares) == Classes{1, 0});
}

TEST_CASE("an even guess between k classes has a log loss of log k and a Brier score of (k - 1)/k") {
    const RowMatrix shares = RowMatrix::Constant(3, 4, 0.25);
    const auto metrics = classification_metrics(Classes{0, 3, 2}, shares);
    CHECK(metrics.log_loss == Approx(std::log(4)));
    CHECK(metrics.brier == Approx(0.75));
}

TEST_CASE("a share that is not a number shows in every class metric, and so do no rows") {
    RowMatrix shares(2, 2);
    shares << 1, 0, 0.5, unknown;
    CHECK(most_likely_classes(shares) == Classes{0, -1});
    const auto bad = classification_metrics(Classes{0, 0}, shares);
    const auto none = classification_metrics({}, during_call(RowMatrix(0, 2)));
    CHECK(bad.n == 2);
    CHECK(none.n == 0);
    for (const auto& field : classification_fields) {
        INFO(field.name);
        CHECK(std::isnan(bad.*field.value));
        CHECK(std::isnan(none.*field.value));
    }
}

TEST_CASE("the confusion matrix has a row per class and leaves out rows without a prediction") {
    CHECK(confusion_matrix(Classes{0, 0, 1, 1}, Classes{0, 1, 1, -1}, 2) == Classes{1, 1, 0, 1});
}

TEST_CASE("reliability bins include their lower end, the last one both, and empty ones stay") {
    const std::vector<double> probabilities{0.0, 0.25, 0.5, 1.0, 1.0 + 1e-16, unknown};
    const auto curve = reliability_curve(probabilities, Classes{0, 1, 1, 1, 0, 1}, 4);
    REQUIRE(curve.bins.size() == 4);
    CHECK(curve.n == 5);
    CHECK(curve.bins[0].count == 1);
    CHECK(curve.bins[1].count == 1);
    CHECK(curve.bins[2].count == 1);
    CHECK(curve.bins[3].count == 2);
    CHECK(curve.bins[3].observed == 0.5);
    CHECK(curve.bins[1].lower == 0.25);
    CHECK(curve.bins[1].upper == 0.5);
    CHECK(curve.calibration_error == Approx((0 + 0.75 + 0.5 + 2 * 0.5) / 5));
    const auto sparse = reliability_curve(std::vector<double>{0.9}, Classes{1}, 10);
    CHECK(sparse.bins.size() == 10);
    CHECK(sparse.bins[0].count == 0);
    CHECK(std::isnan(sparse.bins[0].observed));
}

TEST_CASE("a probability on an edge is in the bin above it, whatever the rounding of the product") {
    for (int i = 0; i < 100; ++i) {
        const auto curve = reliability_curve(std::vector<double>{i / 100.0}, Classes{1}, 100);
        INFO(i);
        CHECK(curve.bins[static_cast<std::size_t>(i)].count == 1);
    }
}

TEST_CASE("without events there is no calibration error") {
    CHECK(std::isnan(reliability_curve({}, {}, 5).calibration_error));
    CHECK(reliability_curve({}, {}, 5).bins.size() == 5);
}

TEST_CASE(
    "reliability of the predicted class asks whether it is right, of one class whether it is that one") {
    RowMatrix shares(3, 2);
    shares << 0.9, 0.1, 0.8, 0.2, 0.3, 0.7;
    const Classes labels{0, 1, 1};
    const auto top = top_class_reliability(labels, shares, 1);
    CHECK(top.bins[0].mean_predicted == Approx(0.8));
    CHECK(top.bins[0].observed == Approx(2.0 / 3));
    const auto second = class_reliability(labels, shares, 1, 1);
    CHECK(second.bins[0].mean_predicted == Approx(1.0 / 3));
    CHECK(second.bins[0].observed == Approx(2.0 / 3));
}
