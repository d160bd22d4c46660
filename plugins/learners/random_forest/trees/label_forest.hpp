// SPDX-License-Identifier: Apache-2.0
//
// The trees of one label, and what they say of a block of rows.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/trees/tree.hpp"

#include <sinter/rounding.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sinter::plugins::random_forest {

/// Tree b belongs to bag b. It is empty where the bag held no row with the label: it is then left out of
/// every mean, and counts as predicting the mean of the others in the jackknife.
struct LabelForest {
    std::uint32_t class_count = 0; ///< 0: a number
    std::vector<Tree> trees;       ///< a leaf's value is a number's mean, or a row of the tree's shares
    std::vector<std::vector<double>> shares; ///< of each tree: rows of class_count numbers; none for a number
    std::vector<double> training_mean;       ///< weighted mean or shares; what no tree at all predicts
    /// A feature: how far the scaled impurity fell at its cuts, summed over the trees.
    std::vector<double> impurity_falls = {};
    double calibration = 1; ///< of a number: sigma_obs = calibration x standard deviation of the trees

    [[nodiscard]] Index outputs() const noexcept {
        return class_count > 0 ? static_cast<Index>(class_count) : 1;
    }
    /// Those that exist.
    [[nodiscard]] Index tree_count() const noexcept;
    /// Of memory that the trees hold.
    [[nodiscard]] std::size_t bytes() const noexcept;
    /// What a leaf says of an output.
    [[nodiscard]] double leaf_output(std::size_t tree, double leaf_value, Index output) const noexcept {
        if (class_count == 0) {
            return leaf_value;
        }
        return shares[tree]
                     [static_cast<std::size_t>(leaf_value) * class_count + static_cast<std::size_t>(output)];
    }
};

/// Of all labels side by side.
[[nodiscard]] Index output_count(const std::vector<LabelForest>& labels) noexcept;

// A tree is read for so many rows before the next one: both stay in the cache.
constexpr Index rows_at_once = 128;
/// How many to read at once for the mean alone: the more, the larger the trees are, since those beyond the
/// cache are read from memory again for every block.
[[nodiscard]] Index rows_at_once_for(const std::vector<LabelForest>& labels) noexcept;

/// A copy of some rows in which each row lies together, as the trees want them.
class RowBlock {
public:
    /// At most `most` rows of x from `first` on.
    RowBlock(MatrixView x, Index first, Index most = rows_at_once);
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] const double* const* rows() const noexcept { return rows_.data(); }
    [[nodiscard]] GuardedRows guarded() const noexcept { return {rows(), size(), some_missing_}; }

private:
    RowMatrix copy_; ///< its first column is the guard
    std::vector<const double*> rows_;
    bool some_missing_;
};

/// The leaf that each row of a block reaches in each tree.
struct LeafValues {
    Eigen::MatrixXd values; ///< rows x B; columns of empty trees hold nothing
    Index trees = 0;        ///< those that exist
};
[[nodiscard]] LeafValues leaf_values(const LabelForest& forest, const RowBlock& block);

/// The mean over the trees: rows x outputs. Of trees that agree it is exactly what the first says, whatever
/// their sum rounds to; so it is in all that follows.
[[nodiscard]] RowMatrix mean_prediction(const LabelForest& forest, const RowBlock& block);

/// One tree's prediction after the other, gathered for one row and one output.
class Tally {
public:
    void add(double prediction) noexcept;
    [[nodiscard]] Index count() const noexcept { return count_; }
    /// Requires a prediction. Of equal ones it is exactly the first.
    [[nodiscard]] double mean() const noexcept {
        return mean_or_equal(sum_, static_cast<double>(count_), first_, low_, high_);
    }
    /// Requires two. 0 of equal ones; `shift`: how far all of them are from what the trees say.
    [[nodiscard]] double deviation(double shift = 0) const noexcept;

private:
    Index count_ = 0;
    double sum_ = 0;
    double low_ = std::numeric_limits<double>::infinity();
    double high_ = -std::numeric_limits<double>::infinity();
    double first_ = 0; ///< differences to it keep the squares small
    double shifted_sum_ = 0;
    double shifted_squares_ = 0;
};

/// rows x outputs, row by row. Row i gathers the trees that did not see material places[i] (-1: the trees
/// never saw it, all of them).
[[nodiscard]] std::vector<Tally> tally_unseen(const LabelForest& forest, const BagCounts& bags,
                                              const RowBlock& block, const std::vector<Index>& places);

/// The same, and beside it what every second of these trees says, counted over all bags, row by row.
struct HalvedTallies {
    std::vector<Tally> all;
    std::vector<Tally> half;
};
[[nodiscard]] HalvedTallies tally_unseen_and_half(const LabelForest& forest, const BagCounts& bags,
                                                  const RowBlock& block, const std::vector<Index>& places);

/// The keys of the rows that a block holds from row `first` on.
[[nodiscard]] inline Span<std::uint64_t> keys_of(Span<std::uint64_t> materials, Index first,
                                                 const RowBlock& block) {
    return {materials.data() + first, block.size()};
}

} // namespace sinter::plugins::random_forest
