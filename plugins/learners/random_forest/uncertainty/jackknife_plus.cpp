// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/jackknife_plus.hpp"

#include "plugins/learners/random_forest/uncertainty/ordered_product.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

// Few enough for the sums to stay in the cache, many enough that laying the bags out does not count.
constexpr Index columns_at_once = 64;
constexpr Index left_out_at_once = 256;

/// R_i sigma_-i(x), infinite wherever R_i is.
double reach(double score, double deviation) { return std::isinf(score) ? unbounded : score * deviation; }

} // namespace

JackknifePlus::JackknifePlus(const BagCounts& bags, const LabelForest& label, const ResidualScores& scores)
    : bags_(&bags), scores_(&scores) {
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        if (!label.trees[b].empty()) {
            trees_.push_back(static_cast<Index>(b));
        }
    }
    materials_.assign(scores.materials.begin(), scores.materials.end());
    std::sort(materials_.begin(), materials_.end());
    materials_.erase(std::unique(materials_.begin(), materials_.end()), materials_.end());
    for (const std::uint32_t material : scores.materials) {
        const auto found =
            std::lower_bound(materials_.begin(), materials_.end(), static_cast<Index>(material));
        places_.push_back(found - materials_.begin());
    }
    unseen_tree_counts_.assign(materials_.size(), 0);
    for (const Index b : trees_) {
        const std::uint8_t* counts = bags.of_tree(b);
        for (std::size_t i = 0; i < materials_.size(); ++i) {
            unseen_tree_counts_[i] += counts[materials_[i]] == 0 ? 1 : 0;
        }
    }
}

/// A row per tree, a column for each of a run of scored materials: 1 where the tree did not see the material.
RowMatrix JackknifePlus::unseen_by(Index first) const {
    const auto all = static_cast<Index>(materials_.size());
    RowMatrix unseen = RowMatrix::Zero(bags_->trees, std::min(left_out_at_once, all - first));
    for (const Index b : trees_) {
        const std::uint8_t* counts = bags_->of_tree(b);
        for (Index i = 0; i < unseen.cols(); ++i) {
            unseen(b, i) = counts[materials_[static_cast<std::size_t>(first + i)]] == 0 ? 1 : 0;
        }
    }
    return unseen;
}

double JackknifePlus::plain_deviation(const RowMatrix& centred, const Eigen::VectorXd& mean, Index column,
                                      Index place) const {
    Tally tally;
    for (const Index b : trees_) {
        if (bags_->of_tree(b)[materials_[static_cast<std::size_t>(place)]] == 0) {
            tally.add(centred(b, column));
        }
    }
    return tally.deviation(mean(column));
}

JackknifePlus::Unseen JackknifePlus::unseen(const RowMatrix& centred, const Eigen::VectorXd& mean) const {
    const auto all = static_cast<Index>(materials_.size());
    const Index columns = centred.cols();
    RowMatrix powers(centred.rows(), 2 * columns);
    powers.leftCols(columns) = centred;
    powers.rightCols(columns) = centred.array().square();
    Unseen u{RowMatrix(all, columns), RowMatrix(all, columns)};
    for (Index first = 0; first < all; first += left_out_at_once) {
        const Index count = std::min(left_out_at_once, all - first);
        const RowMatrix sums = ordered_product(LeftFactor(unseen_by(first)), count, powers);
        for (Index i = 0; i < count; ++i) {
            const double trees = unseen_tree_counts_[static_cast<std::size_t>(first + i)];
            for (Index column = 0; column < columns; ++column) {
                const double sum = sums(i, column);
                const double squares = sums(i, columns + column);
                const double spread = squares - sum * sum / trees;
                u.shift(first + i, column) = sum / trees;
                // Where the trees nearly agree on a value far from the mean, the difference is rounding.
                u.deviation(first + i, column) = spread > 1e-6 * squares
                                                     ? std::sqrt(spread / (trees - 1))
                                                     : plain_deviation(centred, mean, column, first + i);
            }
        }
    }
    return u;
}

IntervalBounds JackknifePlus::bounds(const TreeDeviations& d, double alpha) const {
    const Index rows = d.mean.size();
    IntervalBounds result{Eigen::VectorXd(rows), Eigen::VectorXd(rows)};
    std::vector<double> lower(places_.size());
    std::vector<double> upper(places_.size());
    for (Index first = 0; first < rows; first += columns_at_once) {
        const Index count = std::min(columns_at_once, rows - first);
        const Unseen u = unseen(d.centred.middleCols(first, count), d.mean.segment(first, count));
        for (Index column = 0; column < count; ++column) {
            for (std::size_t i = 0; i < places_.size(); ++i) {
                const double mean = d.mean(first + column) + u.shift(places_[i], column);
                const double half = reach(scores_->scores[i], u.deviation(places_[i], column));
                lower[i] = mean - half;
                upper[i] = mean + half;
            }
            result.lower(first + column) = lower_order_statistic(*scores_, lower, alpha);
            result.upper(first + column) = upper_order_statistic(*scores_, upper, alpha);
        }
    }
    return result;
}

} // namespace sinter::plugins::random_forest
