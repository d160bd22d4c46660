// SPDX-License-Identifier: Apache-2.0
#include "grow_forest.hpp"

#include "coded_features.hpp"
#include "grow_label_trees.hpp"
#include "label_tree.hpp"

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
    for (std::size_t row = 0; row < places.size(); ++row) {
        const std::uint8_t count = counts[places[row]];
        if (count > 0) {
            bag.push_back({static_cast<std::uint32_t>(row), count * rows.weights()[row]});
        }
    }
    return bag;
}

std::vector<BagRow> with_labels(const std::vector<WeightedRow>& bag, const LabelTable& labels) {
    std::vector<BagRow> rows;
    rows.reserve(bag.size());
    for (const WeightedRow& row : bag) {
        rows.push_back({row.row, row.weight, labels.value(row.row, 0)});
    }
    return rows;
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

template <class Code>
class ForestGrower {
public:
    ForestGrower(const TrainingRows& rows, const Growth& growth, Stream splits, Host& host)
        : rows_(rows), growth_(growth), splits_(splits), features_(rows.features(), host) {}

    /// Sets tree b of every label.
    void grow(std::size_t b, const std::vector<WeightedRow>& bag, std::vector<LabelForest>& forest) const {
        const LabelTable& labels = rows_.labels();
        const Stream splits = splits_.derive(b);
        if (labels.kinds.size() == 1 && labels.kinds[0].class_count == 0) {
            forest[0].trees[b] = grow_tree(features_, with_labels(bag, labels), growth_.limits, splits,
                                           rows_.summaries()[0].scale);
            return;
        }
        const SharedTree shared =
            grow_label_trees(features_, labels, bag, growth_.limits, growth_.normalise, splits);
        for (std::size_t k = 0; k < forest.size(); ++k) {
            LabelTree own = tree_of_label(shared, labels, k, rows_.summaries()[k].scale);
            forest[k].trees[b] = std::move(own.tree);
            if (forest[k].class_count > 0) {
                forest[k].shares[b] = std::move(own.shares);
            }
        }
    }

private:
    const TrainingRows& rows_;
    const Growth& growth_;
    Stream splits_;
    CodedFeatures<Code> features_;
};

template <class Code>
std::vector<LabelForest> grow_trees(const TrainingRows& rows, const BagCounts& bags,
                                    const std::vector<Index>& places, const Growth& growth, Stream splits,
                                    Host& host) {
    const ForestGrower<Code> grower(rows, growth, splits, host);
    auto forest = without_trees(rows, static_cast<std::size_t>(bags.trees));
    std::atomic<Index> done = 0;
    host.parallel_for(bags.trees, [&](std::int64_t b) {
        if (host.cancelled()) {
            throw Error(SINTER_CANCELLED, "random_forest: stopped while growing");
        }
        grower.grow(static_cast<std::size_t>(b), rows_of_bag(rows, places, bags.of_tree(b)), forest);
        host.progress(static_cast<double>(++done) / static_cast<double>(bags.trees));
    });
    return forest;
}

} // namespace

std::vector<LabelForest> grow_forest(const TrainingRows& rows, const BagCounts& bags,
                                     const std::vector<Index>& places, const Growth& growth, Stream splits,
                                     Host& host) {
    using Narrow = std::uint16_t;
    return rows.features().rows() <= CodedFeatures<Narrow>::most_rows
               ? grow_trees<Narrow>(rows, bags, places, growth, splits, host)
               : grow_trees<std::uint32_t>(rows, bags, places, growth, splits, host);
}

} // namespace sinter::plugins::random_forest
