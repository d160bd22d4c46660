// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/pooled_variance.hpp"

#include "plugins/learners/random_forest/trees/tree_deviations.hpp"

#include <algorithm>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

/// Over rows: of the jackknife's sums with the exact bias taken off, and of the variances of the trees.
struct PooledSums {
    double jackknife = 0;
    double trees = 0;
};

/// What is to be taken off a sum beside what the form's diagonal was lowered by, over t't.
double bias_beside(const Jackknife& jackknife, const LabelForest& label) {
    double trace = 0;
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        const auto tree = static_cast<Index>(b);
        trace += label.trees[b].empty() ? 0 : jackknife.form()(tree, tree) + jackknife.bias();
    }
    return trace / static_cast<double>(label.tree_count() - 1) - jackknife.bias();
}

} // namespace

RowMatrix rows_between(MatrixView x, Span<Feature> infos, Index count, Stream stream) {
    Draws draws(stream);
    const auto pick = [&] { return static_cast<Index>(draws.below(static_cast<std::uint64_t>(x.rows()))); };
    RowMatrix between(count, x.columns());
    for (Index i = 0; i < count; ++i) {
        const Index a = pick();
        const Index b = pick();
        for (Index j = 0; j < x.columns(); ++j) {
            const bool category =
                !infos.empty() && infos[static_cast<std::size_t>(j)].kind == FeatureKind::category;
            const double other = category ? x(draws.below(2) == 0 ? a : b, j) : x(b, j);
            between(i, j) = category ? other : 0.5 * x(a, j) + 0.5 * other;
        }
    }
    return between;
}

std::vector<double> pooled_ratios(const LabelForest& label, const Jackknife& jackknife,
                                  const RowMatrix& between) {
    std::vector<PooledSums> sums(static_cast<std::size_t>(label.outputs()));
    const auto trees = static_cast<double>(label.tree_count());
    if (trees < 2) {
        return std::vector<double>(sums.size(), std::numeric_limits<double>::quiet_NaN());
    }
    const double bias = bias_beside(jackknife, label);
    for (Index first = 0; first < between.rows(); first += rows_at_once) {
        const LeafValues leaves = leaf_values(label, RowBlock(between, first));
        for (std::size_t output = 0; output < sums.size(); ++output) {
            const TreeDeviations d = tree_deviations(label, leaves, static_cast<Index>(output));
            sums[output].jackknife += jackknife.sums(d.centred).sum() - bias * d.squares.sum();
            sums[output].trees += d.squares.sum() / (trees - 1);
        }
    }
    std::vector<double> ratios;
    for (const PooledSums& sum : sums) {
        const double ratio = sum.trees > 0 ? sum.jackknife / sum.trees : 0;
        ratios.push_back(std::max(ratio, 1 / trees));
    }
    return ratios;
}

} // namespace sinter::plugins::random_forest
