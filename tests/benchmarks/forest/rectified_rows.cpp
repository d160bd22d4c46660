// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/forest/rectified_rows.hpp"

#include "plugins/learners/random_forest/forest_model.hpp"

#include <algorithm>

namespace sinter::bench {

namespace forest = plugins::random_forest;

std::vector<bool> rectified_rows(const Model& model, MatrixView x) {
    const auto& fitted = dynamic_cast<const forest::ForestModel&>(model).forest();
    const forest::Jackknife jackknife(fitted.bags);
    std::vector<bool> rectified;
    for (Index first = 0; first < x.rows(); first += forest::rows_at_once) {
        const forest::RowBlock block(x, first);
        const forest::LabelForest& label = fitted.labels.front();
        const auto trees = forest::predict_by_tree(label, forest::leaf_values(label, block), 0);
        for (const double sum : jackknife.sums(trees.centred)) {
            rectified.push_back(sum <= 0);
        }
    }
    return rectified;
}

} // namespace sinter::bench
