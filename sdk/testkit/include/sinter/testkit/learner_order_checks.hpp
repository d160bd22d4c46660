// SPDX-License-Identifier: Apache-2.0
//
// What must not depend on the rows beside a row, nor on their order.
#pragma once

#include <sinter/testkit/learner_bench.hpp>

#include <cstddef>

namespace sinter::testkit::learner {

inline void batch(const Subject& subject) {
    Bench bench(subject);
    const auto data = bench.data(24, 3, 11);
    const auto model = bench.fit(data.training());
    const auto x = bench.new_rows(8, 3);
    const RowMatrix together = predicted(*model, x, outputs_of(data));
    RowMatrix alone(together.rows(), together.cols());
    for (Index i = 0; i < x.rows(); ++i) {
        alone.row(i) = predicted(*model, x.middleRows(i, 1), outputs_of(data));
    }
    expect_same(together, alone, rounding, "a row is predicted otherwise among others than by itself",
                "let row i of the prediction depend on row i of x only");
}

inline void row_order(const Subject& subject) {
    Bench bench(subject);
    const auto data = bench.data(24, 3, 12);
    const auto model = bench.fit(data.training());
    const auto x = bench.new_rows(8, 3);
    const RowMatrix forwards = predicted(*model, x, outputs_of(data));
    const RowMatrix backwards = predicted(*model, x.colwise().reverse(), outputs_of(data));
    expect_same(forwards, backwards.colwise().reverse(), rounding,
                "rows are predicted otherwise in another order",
                "let row i of the prediction depend on row i of x only");
}

/// The same rows, from the middle on and then the first half backwards.
[[nodiscard]] inline TrainingData reordered(const TrainingData& data) {
    TrainingData other = data;
    const Index rows = data.features.rows();
    for (Index i = 0; i < rows; ++i) {
        const Index from = i < rows / 2 ? rows - rows / 2 + i : rows - 1 - i;
        other.features.row(i) = data.features.row(from);
        other.labels.row(i) = data.labels.row(from);
        if (!data.weights.empty()) {
            other.weights[static_cast<std::size_t>(i)] = data.weights[static_cast<std::size_t>(from)];
        }
        other.materials[static_cast<std::size_t>(i)] = data.materials[static_cast<std::size_t>(from)];
    }
    return other;
}

/// Of sums in another order; what iterates until it is near enough enlarges it.
inline constexpr double rounding_of_fits = 1e-6;

inline void training_order(const Subject& subject) {
    Bench bench(subject);
    if (bench.can(SINTER_FOLLOWS_ROW_ORDER)) {
        does_not_apply("it says that its predictions follow the order of the training rows");
    }
    auto data = bench.data(24, 3, 17);
    for (std::size_t i = 0; i < 4; ++i) {
        data.materials[20 + i] = data.materials[i]; // measured twice
    }
    const auto x = bench.new_rows(8, 3);
    const RowMatrix first = predicted(*bench.fit(data.training()), x, outputs_of(data));
    const RowMatrix second = predicted(*bench.fit(reordered(data).training()), x, outputs_of(data));
    expect_same(first, second, rounding_of_fits, "the same training rows in another order give another model",
                "draw random numbers by material and not by the place of a row; if the order has to matter, "
                "name SINTER_FOLLOWS_ROW_ORDER in capabilities()");
}

} // namespace sinter::testkit::learner
