// SPDX-License-Identifier: Apache-2.0
//
// A forest as bytes, and bytes as a forest.
#pragma once

#include "plugins/learners/random_forest/uncertainty/forest.hpp"

#include <sinter/saved_state.hpp>

namespace sinter::plugins::random_forest {

/// All that its abilities need: trees, bags, the keys of the training materials and what calibrates them;
/// no training row.
void write_forest(const Forest& forest, StateWriter& state);

/// `most_trees`: that the learner's options allow; the covariance takes memory of their square. Throws Error
/// (SINTER_INVALID_ARGUMENT) for what write_forest() did not write.
[[nodiscard]] Forest read_forest(Index most_trees, StateReader& state);

} // namespace sinter::plugins::random_forest
