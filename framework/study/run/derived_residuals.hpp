// SPDX-License-Identifier: Apache-2.0
//
// A fitted strategy's honest errors on its own training materials.
#pragma once

#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace sinter::study {

/// The labels of the targets by row of the features: the mean of a row's labels, NaN where it has none.
[[nodiscard]] std::map<std::int64_t, Eigen::VectorXd> target_means(const TransferProblem& problem);

/// The first output of each target, and their number in all.
struct OutputColumns {
    std::vector<Index> first;
    Index count = 0;
};
[[nodiscard]] OutputColumns output_columns(const TransferProblem& problem);

/// Label minus composite out-of-bag mean: training rows x `targets` (indices into the problem's, with
/// numbers), of the rows where all are known. None where the model has no such predictions.
[[nodiscard]] std::optional<Eigen::MatrixXd> composite_residuals(const TransferProblem& problem,
                                                                 const TransferModel& model,
                                                                 const std::vector<std::size_t>& targets);

} // namespace sinter::study
