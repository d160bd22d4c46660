// SPDX-License-Identifier: Apache-2.0
#include "label_forest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {

namespace {

/// sums(row, output) += what the row's leaf says of the output.
void add_leaves(const LabelForest& forest, std::size_t tree, const std::vector<double>& leaves,
                RowMatrix& sums) {
    if (forest.class_count == 0) {
        sums.col(0) += Eigen::Map<const Eigen::VectorXd>(leaves.data(), sums.rows());
        return;
    }
    const double* shares = forest.shares[tree].data();
    const Index classes = sums.cols();
    for (Index row = 0; row < sums.rows(); ++row) {
        const double* of_leaf = shares + static_cast<Index>(leaves[static_cast<std::size_t>(row)]) * classes;
        double* sum = sums.data() + row * classes;
        for (Index output = 0; output < classes; ++output) {
            sum[output] += of_leaf[output];
        }
    }
}

} // namespace

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
    const double difference = prediction - first_;
    shifted_sum_ += difference;
    shifted_squares_ += difference * difference;
}

double Tally::deviation() const noexcept {
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

TreePredictions predict_by_tree(const LabelForest& forest, const LeafValues& leaves, Index output) {
    const Index rows = leaves.values.rows();
    const auto trees = static_cast<Index>(forest.trees.size());
    TreePredictions p{Eigen::VectorXd::Zero(rows), Eigen::MatrixXd::Zero(trees, rows), leaves.trees};
    if (p.trees == 0) {
        p.mean.setConstant(forest.training_mean[static_cast<std::size_t>(output)]);
        return p;
    }
    for (Index b = 0; b < trees; ++b) {
        if (forest.trees[static_cast<std::size_t>(b)].empty()) {
            continue;
        }
        for (Index row = 0; row < rows; ++row) {
            const double prediction =
                forest.leaf_output(static_cast<std::size_t>(b), leaves.values(row, b), output);
            p.centred(b, row) = prediction;
            p.mean(row) += prediction;
        }
    }
    p.mean /= static_cast<double>(p.trees);
    for (Index b = 0; b < trees; ++b) {
        if (!forest.trees[static_cast<std::size_t>(b)].empty()) {
            p.centred.row(b) -= p.mean.transpose();
        }
    }
    return p;
}

RowMatrix mean_prediction(const LabelForest& forest, const RowBlock& block) {
    const auto rows = static_cast<Index>(block.size());
    RowMatrix sums = RowMatrix::Zero(rows, forest.outputs());
    std::vector<double> leaves(block.size());
    Index trees = 0;
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (forest.trees[b].empty()) {
            continue;
        }
        forest.trees[b].predict(block.guarded(), leaves.data());
        add_leaves(forest, b, leaves, sums);
        ++trees;
    }
    if (trees > 0) {
        return sums / static_cast<double>(trees);
    }
    for (Index output = 0; output < forest.outputs(); ++output) {
        sums.col(output).setConstant(forest.training_mean[static_cast<std::size_t>(output)]);
    }
    return sums;
}

std::vector<Tally> tally_unseen(const LabelForest& forest, const BagCounts& bags, const RowBlock& block,
                                const std::vector<Index>& places) {
    const auto outputs = static_cast<std::size_t>(forest.outputs());
    std::vector<Tally> tallies(block.size() * outputs);
    std::vector<const double*> rows;
    std::vector<std::size_t> numbers;
    std::vector<double> leaves(block.size());
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (forest.trees[b].empty()) {
            continue;
        }
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
        forest.trees[b].predict({rows.data(), rows.size(), block.guarded().some_missing}, leaves.data());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            for (std::size_t output = 0; output < outputs; ++output) {
                tallies[numbers[i] * outputs + output].add(
                    forest.leaf_output(b, leaves[i], static_cast<Index>(output)));
            }
        }
    }
    return tallies;
}

} // namespace sinter::plugins::random_forest
