// SPDX-License-Identifier: Apache-2.0
//
// The intervals of a forest.
#pragma once

#include "plugins/learners/random_forest/uncertainty/forest.hpp"

#include <sinter/model.hpp>

namespace sinter::plugins::random_forest {

/// Bounds of every output; of a label with classes NaN, of a label without scores infinite. Throws Error
/// (SINTER_UNSUPPORTED) for another kind, (SINTER_INVALID_ARGUMENT) where alpha is not between 0 and 1.
void predict_intervals(const Forest& forest, MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                       MatrixOut upper);

} // namespace sinter::plugins::random_forest
