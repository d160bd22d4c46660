// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/trees/label_forest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {

namespace {

/// What the trees say of some rows, added up tree by tree: rows x outputs.
class MeanOfTrees {
public:
    MeanOfTrees(Index rows, Index outputs)
        : sums_(RowMatrix::Zero(rows, outputs)),
          low_(RowMatrix::Constant(rows, outputs, std::numeric_limits<double>::infinity())), high_(-low_) {}

    /// Adds what each row's leaf says.
    void add(const LabelForest& forest, std::size_t tree, const std::vector<double>& leaves) {
        ++trees_;
        const double* shares = forest.class_count > 0 ? forest.shares[tree].data() : nullptr;
        const Index outputs = sums_.cols();
        for (Index row = 0; row < sums_.rows(); ++row) {
            const double leaf = leaves[static_cast<std::size_t>(row)];
            const double* of_leaf = shares != nullptr ? shares + static_cast<Index>(leaf) * outputs : &leaf;
            double* sum = sums_.data() + row * outputs;
            double* low = low_.data() + row * outputs;
            double* high = high_.data() + row * outputs;
            for (Index output = 0; output < outputs; ++output) {
                sum[output] += of_leaf[output];
                low[output] = std::min(low[output], of_leaf[output]);
                high[output] = std::max(high[output], of_leaf[output]);
            }
        }
        if (trees_ == 1) {
            first_ = sums_;
        }
    }
    [[nodiscard]] Index trees() const noexcept { return trees_; }
    /// Requires a tree.
    [[nodiscard]] RowMatrix mean() const {
        RowMatrix mean = sums_;
        for (Index i = 0; i < mean.size(); ++i) {
            mean.data()[i] = mean_or_equal(sums_.data()[i], static_cast<double>(trees_), first_.data()[i],
                                           low_.data()[i], high_.data()[i]);
        }
        return mean;
    }

private:
    RowMatrix sums_;
    RowMatrix low_;
    RowMatrix high_;
    RowMatrix first_;
    Index trees_ = 0;
};

} // namespace

Index output_count(const std::vector<LabelForest>& labels) noexcept {
    Index outputs = 0;
    for (const LabelForest& label : labels) {
        outputs += label.outputs();
    }
    return outputs;
}

Index LabelForest::tree_count() const noexcept {
    return std::count_if(trees.begin(), trees.end(), [](const Tree& tree) { return !tree.empty(); });
}

std::size_t LabelForest::bytes() const noexcept {
    std::size_t sum = 0;
    for (const Tree& tree : trees) {
        sum += tree.bytes();
    }
    for (const auto& of_tree : shares) {
        sum += of_tree.capacity() * sizeof(double);
    }
    return sum;
}

Index rows_at_once_for(const std::vector<LabelForest>& labels) noexcept {
    constexpr std::size_t bytes_a_row = std::size_t{24} << 10U; // measured, also beside other programs
    constexpr Index most_rows = 4096;
    std::size_t bytes = 0;
    for (const LabelForest& label : labels) {
        bytes += label.bytes();
    }
    return std::clamp(static_cast<Index>(bytes / bytes_a_row), rows_at_once, most_rows);
}

RowBlock::RowBlock(MatrixView x, Index first, Index most)
    : copy_(std::min(most, x.rows() - first), x.columns() + 1) {
    copy_.col(0).setConstant(-std::numeric_limits<double>::infinity());
    auto features = copy_.rightCols(x.columns());
    features = x.middle_rows(first, copy_.rows()).map();
    some_missing_ = (features.array() != features.array()).any();
    rows_.reserve(static_cast<std::size_t>(copy_.rows()));
    for (Index row = 0; row < copy_.rows(); ++row) {
        rows_.push_back(copy_.data() + row * copy_.cols() + 1);
    }
}

void Tally::add(double prediction) noexcept {
    if (count_ == 0) {
        first_ = prediction;
    }
    ++count_;
    sum_ += prediction;
    low_ = std::min(low_, prediction);
    high_ = std::max(high_, prediction);
    const double difference = prediction - first_;
    shifted_sum_ += difference;
    shifted_squares_ += difference * difference;
}

double Tally::deviation(double shift) const noexcept {
    if (!varies_beyond_rounding(low_ + shift, high_ + shift)) {
        return 0;
    }
    const auto n = static_cast<double>(count_);
    return std::sqrt(std::max(0.0, (shifted_squares_ - shifted_sum_ * shifted_sum_ / n) / (n - 1)));
}

LeafValues leaf_values(const LabelForest& forest, const RowBlock& block) {
    LeafValues leaves{
        Eigen::MatrixXd(static_cast<Index>(block.size()), static_cast<Index>(forest.trees.size()))};
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (!forest.trees[b].empty()) {
            forest.trees[b].predict(block.guarded(), leaves.values.col(static_cast<Index>(b)).data());
            ++leaves.trees;
        }
    }
    return leaves;
}

RowMatrix mean_prediction(const LabelForest& forest, const RowBlock& block) {
    const auto rows = static_cast<Index>(block.size());
    MeanOfTrees sum(rows, forest.outputs());
    std::vector<double> leaves(block.size());
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (forest.trees[b].empty()) {
            continue;
        }
        forest.trees[b].predict(block.guarded(), leaves.data());
        sum.add(forest, b, leaves);
    }
    if (sum.trees() > 0) {
        return sum.mean();
    }
    RowMatrix mean(rows, forest.outputs());
    for (Index output = 0; output < forest.outputs(); ++output) {
        mean.col(output).setConstant(forest.training_mean[static_cast<std::size_t>(output)]);
    }
    return mean;
}

namespace {

/// Calls visit(tree, rows, leaves) for each tree in turn: the numbers of the block's rows whose material it
/// did not see, and the leaf values they reach; null where the tree is empty.
template <class Visit>
void visit_unseen(const LabelForest& forest, const BagCounts& bags, const RowBlock& block,
                  const std::vector<Index>& places, const Visit& visit) {
    std::vector<const double*> rows;
    std::vector<std::size_t> numbers;
    std::vector<double> leaves(block.size());
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        const std::uint8_t* counts = bags.of_tree(static_cast<Index>(b));
        rows.clear();
        numbers.clear();
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (places[i] >= 0 && counts[places[i]] > 0) {
                continue;
            }
            rows.push_back(block.rows()[i]);
            numbers.push_back(i);
        }
        const bool exists = !forest.trees[b].empty();
        if (exists) {
            forest.trees[b].predict({rows.data(), rows.size(), block.guarded().some_missing}, leaves.data());
        }
        visit(b, numbers, exists ? leaves.data() : nullptr);
    }
}

/// Adds one leaf of a row to its tallies.
void add_leaf_to(std::vector<Tally>& tallies, const LabelForest& forest, std::size_t tree, double leaf,
                 std::size_t row) {
    const auto outputs = static_cast<std::size_t>(forest.outputs());
    for (std::size_t output = 0; output < outputs; ++output) {
        tallies[row * outputs + output].add(forest.leaf_output(tree, leaf, static_cast<Index>(output)));
    }
}

} // namespace

std::vector<Tally> tally_unseen(const LabelForest& forest, const BagCounts& bags, const RowBlock& block,
                                const std::vector<Index>& places) {
    std::vector<Tally> tallies(block.size() * static_cast<std::size_t>(forest.outputs()));
    visit_unseen(forest, bags, block, places,
                 [&](std::size_t tree, const std::vector<std::size_t>& rows, const double* leaves) {
                     for (std::size_t i = 0; leaves != nullptr && i < rows.size(); ++i) {
                         add_leaf_to(tallies, forest, tree, leaves[i], rows[i]);
                     }
                 });
    return tallies;
}

HalvedTallies tally_unseen_and_half(const LabelForest& forest, const BagCounts& bags, const RowBlock& block,
                                    const std::vector<Index>& places) {
    HalvedTallies tallies;
    tallies.all.resize(block.size() * static_cast<std::size_t>(forest.outputs()));
    tallies.half = tallies.all;
    std::vector<char> takes_next(block.size(), 1);
    visit_unseen(forest, bags, block, places,
                 [&](std::size_t tree, const std::vector<std::size_t>& rows, const double* leaves) {
                     for (std::size_t i = 0; i < rows.size(); ++i) {
                         const bool takes = takes_next[rows[i]] != 0;
                         takes_next[rows[i]] = takes ? 0 : 1;
                         if (leaves == nullptr) {
                             continue;
                         }
                         add_leaf_to(tallies.all, forest, tree, leaves[i], rows[i]);
                         if (takes) {
                             add_leaf_to(tallies.half, forest, tree, leaves[i], rows[i]);
                         }
                     }
                 });
    return tallies;
}

} // namespace sinter::plugins::random_forest
