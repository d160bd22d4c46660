// SPDX-License-Identifier: Apache-2.0
//
// Random training sets for trees, and trees grown on them.
#pragma once

#include "plugins/learners/random_forest/growth/grow_tree.hpp"
#include "plugins/learners/random_forest/training/coded_features.hpp"
#include "tests/support/test_host.hpp"
#include "tests/unit/random_forest/plain_forest_tree.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace sinter::tests {

/// How a random training set is made.
struct Recipe {
    std::vector<std::uint32_t> class_counts = {0};
    std::vector<double> label_weights = {};
    double missing_labels = 0;      ///< share
    std::uint64_t label_levels = 0; ///< distinct values of a number; 0: continuous
    Index rows = 30;
    Index features = 5;
    std::uint64_t levels = 0; ///< distinct values of a feature; 0: continuous
    Index categories = 0;     ///< of the features, so many are categories of `levels` levels
    double missing_features = 0;
    bool user_weights = false;
    double in_bag = 0.63;
};

inline double random_label(Draws& draws, std::uint32_t class_count, std::uint64_t levels) {
    if (class_count > 0) {
        return static_cast<double>(draws.below(class_count));
    }
    return levels > 0 ? static_cast<double>(draws.below(levels)) / 16 : draws.uniform() - 0.3;
}

inline LabelledRows make_rows(const Recipe& recipe, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("labelled rows"));
    const auto labels = static_cast<Index>(recipe.class_counts.size());
    LabelledRows made{RowMatrix(recipe.rows, recipe.features),
                      RowMatrix(recipe.rows, labels),
                      recipe.class_counts,
                      recipe.label_weights,
                      std::vector<std::uint32_t>(static_cast<std::size_t>(recipe.features)),
                      {}};
    std::fill_n(made.levels.begin(), recipe.categories, static_cast<std::uint32_t>(recipe.levels));
    made.label_weights.resize(recipe.class_counts.size(), 1.0);
    for (Index row = 0; row < recipe.rows; ++row) {
        for (Index f = 0; f < recipe.features; ++f) {
            const double value =
                recipe.levels > 0 ? static_cast<double>(draws.below(recipe.levels)) : draws.uniform() - 0.5;
            made.x(row, f) =
                draws.uniform() < recipe.missing_features ? std::numeric_limits<double>::quiet_NaN() : value;
        }
        for (Index k = 0; k < labels; ++k) {
            const double value =
                random_label(draws, recipe.class_counts[static_cast<std::size_t>(k)], recipe.label_levels);
            made.y(row, k) =
                draws.uniform() < recipe.missing_labels ? std::numeric_limits<double>::quiet_NaN() : value;
        }
        const auto count = static_cast<double>(1 + draws.below(3));
        const double weight = recipe.user_weights ? draws.uniform() + 0.01 : 1;
        if (draws.uniform() < recipe.in_bag || made.bag.empty()) {
            made.bag.push_back({static_cast<std::uint32_t>(row), count * weight});
        }
    }
    return made;
}

inline plugins::random_forest::LabelTable table_of(const LabelledRows& rows) {
    plugins::random_forest::LabelTable table;
    for (std::size_t k = 0; k < rows.class_counts.size(); ++k) {
        table.kinds.push_back({rows.class_counts[k], rows.label_weights[k]});
    }
    table.values.assign(rows.y.data(), rows.y.data() + rows.y.size());
    return table;
}

/// What the learner is told of the features.
inline std::vector<Feature> infos_of(const LabelledRows& rows) {
    std::vector<Feature> infos;
    for (const std::uint32_t levels : rows.levels) {
        infos.push_back({"f" + std::to_string(infos.size()), "",
                         levels > 0 ? FeatureKind::category : FeatureKind::number, levels});
    }
    return infos;
}

inline plugins::random_forest::SharedTree grow_on(const LabelledRows& rows,
                                                  const plugins::random_forest::Growth& growth, Stream splits,
                                                  std::size_t threads = 1) {
    using namespace plugins::random_forest;
    TestHost host(threads);
    const std::vector<Feature> infos = infos_of(rows);
    const CodedFeatures coded(rows.x, infos, host);
    const LabelTable table = table_of(rows);
    const TargetColumns columns(table);
    return make_tree_grower(coded, columns, growth, host)->grow(rows.bag, splits);
}

/// Rows 0, 1, ... of one rising feature, each once in the bag.
inline LabelledRows in_a_row(const std::vector<std::uint32_t>& class_counts, const RowMatrix& y) {
    LabelledRows rows{RowMatrix(y.rows(), 1), y, class_counts, {}, {0}, {}};
    rows.label_weights.assign(class_counts.size(), 1.0);
    for (Index row = 0; row < y.rows(); ++row) {
        rows.x(row, 0) = static_cast<double>(row);
        rows.bag.push_back({static_cast<std::uint32_t>(row), 1});
    }
    return rows;
}

/// One number as the label of rows of features, each once in the bag.
inline LabelledRows labelled(const RowMatrix& x, const std::vector<double>& labels) {
    LabelledRows rows{
        x, RowMatrix(x.rows(), 1), {0}, {1.0}, std::vector<std::uint32_t>(static_cast<std::size_t>(x.cols())),
        {}};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        rows.y(static_cast<Index>(i), 0) = labels[i];
        rows.bag.push_back({static_cast<std::uint32_t>(i), 1});
    }
    return rows;
}

} // namespace sinter::tests
