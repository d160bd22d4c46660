// SPDX-License-Identifier: Apache-2.0
//
// The errors of a forest on its own training rows, from the trees that did not see them.
#pragma once

#include "plugins/learners/random_forest/uncertainty/calibration.hpp"
#include "plugins/learners/random_forest/uncertainty/forest.hpp"

#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Out-of-bag predictions of a number for rows of the training set, for the calibration.
struct OutOfBagErrors {
    std::vector<OutOfBagError> all;  ///< from the trees that did not see the row's material
    std::vector<OutOfBagError> half; ///< from every second of them
};
/// One entry for each row that has the label and at least two such trees. `labels`: one per row of x, NaN where missing.
[[nodiscard]] OutOfBagErrors out_of_bag_errors(const Forest& forest, std::size_t label, MatrixView x,
                                               Span<std::uint64_t> materials, const double* labels);

} // namespace sinter::plugins::random_forest
