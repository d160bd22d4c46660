// SPDX-License-Identifier: Apache-2.0
//
// The rows that have a label.
#pragma once

#include <sinter/learner.hpp>

#include <cstdint>
#include <vector>

namespace sinter::plugins::ridge {

/// Rows in which the label is not missing.
[[nodiscard]] std::vector<Index> rows_with(MatrixView labels, Index label);

/// Of these rows.
[[nodiscard]] RowMatrix features_of(const TrainingSet& training, const std::vector<Index>& rows);
[[nodiscard]] Eigen::VectorXd weights_of(const TrainingSet& training, const std::vector<Index>& rows);
[[nodiscard]] Eigen::VectorXd label_of(const TrainingSet& training, Index label,
                                       const std::vector<Index>& rows);
[[nodiscard]] std::vector<std::uint64_t> materials_of(const TrainingSet& training,
                                                      const std::vector<Index>& rows);

} // namespace sinter::plugins::ridge
