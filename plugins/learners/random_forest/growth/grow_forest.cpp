// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/grow_forest.hpp"

#include "plugins/learners/random_forest/growth/grow_tree.hpp"
#include "plugins/learners/random_forest/growth/label_tree.hpp"
#include "plugins/learners/random_forest/training/coded_features.hpp"
#include "plugins/learners/random_forest/training/target_columns.hpp"

#include <sinter/error.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

std::vector<WeightedRow> rows_of_bag(const TrainingRows& rows, const std::vector<Index>& places,
                                     const std::uint8_t* counts) {
    std::vector<WeightedRow> bag;
    bag.reserve(places.size());
    for (std::size_t row = 0; row < places.size(); ++row) {
        const std::uint8_t count = counts[places[row]];
        if (count > 0) {
            bag.push_back({static_cast<std::uint32_t>(row), count * rows.weights()[row]});
        }
    }
    return bag;
}

std::vector<LabelForest> without_trees(const TrainingRows& rows, std::size_t trees) {
    std::vector<LabelForest> labels(rows.labels().kinds.size());
    for (std::size_t k = 0; k < labels.size(); ++k) {
        labels[k].class_count = rows.labels().kinds[k].class_count;
        labels[k].trees.resize(trees);
        labels[k].shares.resize(labels[k].class_count > 0 ? trees : 0);
        labels[k].training_mean = rows.summaries()[k].mean;
    }
    return labels;
}

/// Sums of doubles, tree after tree: the same for any number of threads.
void add_falls(const std::vector<std::vector<double>>& falls, std::size_t features,
               std::vector<LabelForest>& forest) {
    std::vector<double> sums(features, 0.0);
    for (const auto& of_tree : falls) {
        for (std::size_t feature = 0; feature < of_tree.size(); ++feature) {
            sums[feature] += of_tree[feature];
        }
    }
    for (LabelForest& label : forest) {
        label.impurity_falls = sums;
    }
}

} // namespace

std::vector<LabelForest> grow_forest(const TrainingRows& rows, const BagCounts& bags,
                                     const std::vector<Index>& places, const Growth& growth, Stream splits,
                                     Host& host, Index first_tree) {
    const CodedFeatures features(rows.features(), rows.feature_infos(), host);
    const TargetColumns columns(rows.labels());
    const auto grower = make_tree_grower(features, columns, growth, host);
    auto forest = without_trees(rows, static_cast<std::size_t>(bags.trees));
    std::vector<std::vector<double>> falls(static_cast<std::size_t>(bags.trees));
    std::atomic<Index> done = 0;
    host.parallel_for(bags.trees, [&](std::int64_t tree) {
        if (host.cancelled()) {
            throw Error(SINTER_CANCELLED, "random_forest: stopped while growing");
        }
        const auto b = static_cast<std::size_t>(tree);
        SharedTree shared = grower->grow(rows_of_bag(rows, places, bags.of_tree(tree)),
                                         splits.derive(static_cast<std::uint64_t>(first_tree + tree)));
        for (std::size_t k = 0; k < forest.size(); ++k) {
            LabelTree own = tree_of_label(shared, rows.labels(), k, rows.summaries()[k].scale);
            forest[k].trees[b] = std::move(own.tree);
            if (forest[k].class_count > 0) {
                forest[k].shares[b] = std::move(own.shares);
            }
        }
        falls[b] = std::move(shared.falls);
        host.progress(static_cast<double>(++done) / static_cast<double>(bags.trees));
    });
    add_falls(falls, features.size(), forest);
    return forest;
}

} // namespace sinter::plugins::random_forest
