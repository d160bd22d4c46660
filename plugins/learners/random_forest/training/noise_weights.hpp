// SPDX-License-Identifier: Apache-2.0
//
// What stated errors of labels do in a forest: rows with larger ones weigh less.
//
//   w_i = 2 / (1 + v_i / v)      v_i: the variance of the label's stated error; v: the median of those stated
//
// The least squares weight of a label is 1 / (s^2 + v_i), where s is how far the true values lie from what a tree
// can say of them (Carroll and Ruppert 1988, "Transformation and weighting in regression", chapter 2). s is not
// known before the fit; it is taken to be as large as a usual stated error. So a row without a stated error, or
// with the usual one, weighs 1, and a label without any error at most 2.
#pragma once

#include <sinter/learner.hpp>

#include <vector>

namespace sinter::plugins::random_forest {

/// The weights of the training set times those of its stated errors; of several labels, the mean over those that
/// the row has. A label of which all stated errors are 0 has none.
[[nodiscard]] std::vector<double> noise_weights(const TrainingSet& training);

} // namespace sinter::plugins::random_forest
