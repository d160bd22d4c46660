// SPDX-License-Identifier: Apache-2.0
#include "forest_model.hpp"

#include "ordered_dot.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// A tree is read for this many rows before the next one: it stays in the cache, and so do they.
constexpr Index rows_at_once = 256;

/// A copy of some rows in which each row lies together, as the trees want them.
class RowBlock {
public:
    RowBlock(MatrixView x, Index first) : copy_(std::min(rows_at_once, x.rows() - first), x.columns()) {
        copy_ = x.middle_rows(first, copy_.rows()).map();
        for (Index row = 0; row < copy_.rows(); ++row) {
            rows_.push_back(copy_.data() + row * copy_.cols());
        }
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] const double* const* rows() const { return rows_.data(); }

private:
    RowMatrix copy_;
    std::vector<const double*> rows_;
};

/// One tree's prediction after the other, gathered for one row.
class Tally {
public:
    void add(double prediction) {
        if (count_ == 0) {
            first_ = prediction;
        }
        ++count_;
        sum_ += prediction;
        const double difference = prediction - first_;
        shifted_sum_ += difference;
        shifted_squares_ += difference * difference;
    }
    [[nodiscard]] Index count() const { return count_; }
    /// Requires a prediction.
    [[nodiscard]] double mean() const { return sum_ / static_cast<double>(count_); }
    /// Requires two.
    [[nodiscard]] double deviation() const {
        const auto n = static_cast<double>(count_);
        return std::sqrt(std::max(0.0, (shifted_squares_ - shifted_sum_ * shifted_sum_ / n) / (n - 1)));
    }

private:
    Index count_ = 0;
    double sum_ = 0;
    double first_ = 0; ///< differences to it keep the squares small
    double shifted_sum_ = 0;
    double shifted_squares_ = 0;
};

/// Row i gathers the trees that did not see material places[i] (-1: the trees never saw it, all of them).
std::vector<Tally> tally_unseen(const Forest& forest, const RowBlock& block,
                                const std::vector<Index>& places) {
    std::vector<Tally> tallies(block.size());
    std::vector<const double*> rows;
    std::vector<std::size_t> numbers;
    std::vector<double> predictions(block.size());
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (forest.trees[b].empty()) {
            continue;
        }
        const std::uint8_t* counts = forest.bags.of_tree(static_cast<Index>(b));
        rows.clear();
        numbers.clear();
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (places[i] >= 0 && counts[places[i]] > 0) {
                continue;
            }
            rows.push_back(block.rows()[i]);
            numbers.push_back(i);
        }
        forest.trees[b].predict(rows.data(), rows.size(), predictions.data());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            tallies[numbers[i]].add(predictions[i]);
        }
    }
    return tallies;
}

std::vector<Index> places_of(const Forest& forest, Span<std::uint64_t> materials, Index first,
                             std::size_t count) {
    std::vector<Index> places(count);
    for (std::size_t i = 0; i < count; ++i) {
        places[i] = place_of(materials[static_cast<std::size_t>(first) + i], forest.materials);
    }
    return places;
}

/// Of the rows of a block: the mean over the trees, and each tree's difference to it.
struct TreePredictions {
    Eigen::VectorXd mean;
    Eigen::MatrixXd centred; ///< B x rows; 0 where there is no tree
    Index trees = 0;         ///< those that exist
};

TreePredictions predict_by_tree(const Forest& forest, const RowBlock& block) {
    const auto rows = static_cast<Index>(block.size());
    TreePredictions p{Eigen::VectorXd::Zero(rows),
                      Eigen::MatrixXd::Zero(static_cast<Index>(forest.trees.size()), rows)};
    Eigen::VectorXd predictions(rows);
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (forest.trees[b].empty()) {
            continue;
        }
        forest.trees[b].predict(block.rows(), block.size(), predictions.data());
        p.centred.row(static_cast<Index>(b)) = predictions.transpose();
        p.mean += predictions;
        ++p.trees;
    }
    if (p.trees == 0) {
        p.mean.setConstant(forest.training_mean);
        return p;
    }
    p.mean /= static_cast<double>(p.trees);
    for (std::size_t b = 0; b < forest.trees.size(); ++b) {
        if (!forest.trees[b].empty()) {
            p.centred.row(static_cast<Index>(b)) -= p.mean.transpose();
        }
    }
    return p;
}

} // namespace

std::vector<OutOfBagError> out_of_bag_errors(const Forest& forest, MatrixView x,
                                             Span<std::uint64_t> materials, const double* labels) {
    std::vector<OutOfBagError> errors;
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        const auto tallies = tally_unseen(forest, block, places_of(forest, materials, first, block.size()));
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            if (tallies[i].count() < 2) {
                continue;
            }
            const double label = labels[static_cast<std::size_t>(first) + i];
            errors.push_back({tallies[i].mean() - label, tallies[i].deviation()});
        }
    }
    return errors;
}

ForestModel::ForestModel(Forest forest) : forest_(std::move(forest)) {}

const Jackknife& ForestModel::jackknife() const {
    std::call_once(jackknife_made_, [&] { jackknife_ = std::make_unique<const Jackknife>(forest_.bags); });
    return *jackknife_;
}

void ForestModel::require_width(MatrixView x) const {
    if (x.columns() != forest_.features) {
        fail_invalid("random_forest: fitted on " + std::to_string(forest_.features) +
                     " features, asked to predict from " + std::to_string(x.columns()));
    }
}

void ForestModel::predict(MatrixView x, MatrixOut mean) const {
    require_width(x);
    std::vector<double> predictions(static_cast<std::size_t>(rows_at_once));
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        std::vector<double> sums(block.size(), 0.0);
        Index trees = 0;
        for (const Tree& tree : forest_.trees) {
            if (tree.empty()) {
                continue;
            }
            tree.predict(block.rows(), block.size(), predictions.data());
            for (std::size_t i = 0; i < block.size(); ++i) {
                sums[i] += predictions[i];
            }
            ++trees;
        }
        for (std::size_t i = 0; i < block.size(); ++i) {
            mean(first + static_cast<Index>(i), 0) =
                trees > 0 ? sums[i] / static_cast<double>(trees) : forest_.training_mean;
        }
    }
}

void ForestModel::predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                          MatrixOut sigma_obs) const {
    require_width(x);
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        const auto rows = static_cast<Index>(block.size());
        const TreePredictions p = predict_by_tree(forest_, block);
        const bool defined = p.trees > 1;
        if (mean.wanted()) {
            mean.map().col(0).segment(first, rows) = p.mean;
        }
        if (sigma_mean.wanted()) {
            auto out = sigma_mean.map().col(0).segment(first, rows);
            if (defined) {
                out = jackknife().variances(p.centred).cwiseSqrt();
            } else {
                out.setConstant(nan);
            }
        }
        if (sigma_obs.wanted()) {
            const double spare_trees = defined ? static_cast<double>(p.trees - 1) : nan;
            for (Index row = 0; row < rows; ++row) {
                sigma_obs(first + row, 0) =
                    forest_.calibration * std::sqrt(ordered_dot(p.centred, p.centred, row) / spare_trees);
            }
        }
    }
}

void ForestModel::predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const {
    require_width(x);
    if (materials.size() != static_cast<std::size_t>(x.rows())) {
        fail_invalid("random_forest: " + std::to_string(materials.size()) + " materials for " +
                     std::to_string(x.rows()) + " rows");
    }
    const bool no_tree = std::all_of(forest_.trees.begin(), forest_.trees.end(),
                                     [](const Tree& tree) { return tree.empty(); });
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        const auto places = places_of(forest_, materials, first, block.size());
        const auto tallies = tally_unseen(forest_, block, places);
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            const double without = no_tree && places[i] < 0 ? forest_.training_mean : nan;
            mean(first + static_cast<Index>(i), 0) = tallies[i].count() > 0 ? tallies[i].mean() : without;
        }
    }
}

} // namespace sinter::plugins::random_forest
