// SPDX-License-Identifier: Apache-2.0
//
// A look inside a fitted forest.
#pragma once

#include "plugins/learners/random_forest/model/forest_model.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/training_data.hpp"

#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::tests {

inline Options of_trees(std::int64_t trees) {
    return default_options<plugins::random_forest::RandomForest>().with("trees", trees);
}

inline const plugins::random_forest::Forest& forest_of(const Model& model) {
    return dynamic_cast<const plugins::random_forest::ForestModel&>(model).forest();
}

inline const std::vector<plugins::random_forest::Tree>& trees_of(const Model& model, std::size_t label = 0) {
    return forest_of(model).labels.at(label).trees;
}

/// The leaf value of one row.
inline double tree_prediction(const plugins::random_forest::Tree& tree, const RowMatrix& x, Index row) {
    const double* pointer = x.data() + row * x.cols();
    double out = 0;
    tree.predict(&pointer, 1, &out);
    return out;
}

} // namespace sinter::tests
