// SPDX-License-Identifier: Apache-2.0
//
// What a forest's out-of-bag predictions of its own training rows say of its errors.
#pragma once

#include "plugins/learners/random_forest/uncertainty/forest.hpp"

#include <sinter/host.hpp>
#include <sinter/learner.hpp>

namespace sinter::plugins::random_forest {

class TrainingRows;

/// The order statistic of |residual| / spread at 1 - alpha, for predictions of all B trees. The scores are
/// those of the m trees that did not see a row, about B/e, which err by more and whose spread is less
/// certain: their q_m covers too much. log q is taken as linear in 1/(m - 1), one over the spread's degrees
/// of freedom, and the line is laid through q_m and the q_m/2 of every second of those trees. q_m itself
/// where m/2 is not above 1 or q_m/2 not finite; infinite where n is too small for alpha. Not for jackknife+,
/// whose bounds are of m trees themselves.
[[nodiscard]] double calibrated_quantile(const LabelCalibration& label, double alpha);

/// Applies the temperatures to the columns of labels with classes: rows of predictions of all labels, side by side.
void calibrate_shares(const Forest& forest, MatrixOut predictions);

enum class ClassCalibration { none, temperature };

/// Reads every training row out of bag, label by label: sets the ratio of sigma_obs and the scores of
/// numbers, and where it is asked for the temperature of classes, which a notice reports. A material counts
/// once, whatever its rows and their weights. `rows` are what the forest was grown on, `training` where they come from.
void calibrate(Forest& forest, const TrainingRows& rows, const TrainingSet& training, ClassCalibration kind,
               Host& host);

} // namespace sinter::plugins::random_forest
