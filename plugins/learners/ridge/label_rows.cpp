// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/label_rows.hpp"

#include <cmath>
#include <cstddef>

namespace sinter::plugins::ridge {

std::vector<Index> rows_with(MatrixView labels, Index label) {
    std::vector<Index> rows;
    for (Index row = 0; row < labels.rows(); ++row) {
        if (!std::isnan(labels(row, label))) {
            rows.push_back(row);
        }
    }
    return rows;
}

RowMatrix features_of(const TrainingSet& training, const std::vector<Index>& rows) {
    return training.features.map()(rows, Eigen::all);
}

Eigen::VectorXd weights_of(const TrainingSet& training, const std::vector<Index>& rows) {
    const auto count = static_cast<Index>(rows.size());
    if (training.weights.empty()) {
        return Eigen::VectorXd::Ones(count);
    }
    Eigen::VectorXd weights(count);
    for (Index i = 0; i < count; ++i) {
        weights(i) = training.weights[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])];
    }
    return weights;
}

Eigen::VectorXd label_of(const TrainingSet& training, Index label, const std::vector<Index>& rows) {
    return training.labels.map().col(label)(rows);
}

std::vector<std::uint64_t> materials_of(const TrainingSet& training, const std::vector<Index>& rows) {
    std::vector<std::uint64_t> materials;
    materials.reserve(rows.size());
    for (const Index row : rows) {
        materials.push_back(training.materials[static_cast<std::size_t>(row)]);
    }
    return materials;
}

} // namespace sinter::plugins::ridge
