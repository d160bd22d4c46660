// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/bagged_uncertainty.hpp"

#include "plugins/learners/random_forest/trees/tree_deviations.hpp"
#include "plugins/learners/random_forest/uncertainty/monte_carlo.hpp"

#include <sinter/error.hpp>
#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace sinter::plugins::random_forest {
namespace {

std::vector<bool> trees_of(const LabelForest& label) {
    std::vector<bool> exist;
    for (const Tree& tree : label.trees) {
        exist.push_back(!tree.empty());
    }
    return exist;
}

/// The label of each output.
std::vector<std::size_t> labels_of_outputs(const std::vector<LabelForest>& labels) {
    std::vector<std::size_t> of;
    for (std::size_t label = 0; label < labels.size(); ++label) {
        of.insert(of.end(), static_cast<std::size_t>(labels[label].outputs()), label);
    }
    return of;
}

/// Centred over the trees that both have; the others zero. `centred` is zero where `own` has no tree.
RowMatrix restricted(RowMatrix centred, const std::vector<bool>& own, const std::vector<bool>& other) {
    if (own == other) {
        return centred;
    }
    double common = 0;
    const Eigen::RowVectorXd largest = centred.cwiseAbs().colwise().maxCoeff();
    for (std::size_t b = 0; b < own.size(); ++b) {
        if (own[b] && other[b]) {
            ++common;
        } else {
            centred.row(static_cast<Index>(b)).setZero();
        }
    }
    const Eigen::RowVectorXd mean = centred.colwise().sum() / std::max(common, 1.0);
    for (std::size_t b = 0; b < own.size(); ++b) {
        if (own[b] && other[b]) {
            centred.row(static_cast<Index>(b)) -= mean;
        }
    }
    for (Index row = 0; row < centred.cols(); ++row) { // those that agree differ by rounding only
        if (is_rounding(centred.col(row).cwiseAbs().maxCoeff(), largest(row))) {
            centred.col(row).setZero();
        }
    }
    return centred;
}

/// Writes a block of rows x rows for outputs k and l, and its mirror image.
void place_block(const RowMatrix& block, Index k, Index l, Index outputs, RowMatrix& all) {
    for (Index i = 0; i < block.rows(); ++i) {
        for (Index j = 0; j < block.cols(); ++j) {
            all(i * outputs + k, j * outputs + l) = block(i, j);
            all(j * outputs + l, i * outputs + k) = block(i, j);
        }
    }
}

/// Where the Monte-Carlo errors of some rows and one output go.
struct LuckPlace {
    MatrixOut error, rectified;
    Index row;
    Index column;
};

/// The variance of B trees has the relative standard error sqrt(2 / (B - 1)) where they are normal, its
/// square root half of that; the ratio is the same for all rows, and nothing is replaced.
void write_pooled_luck(const TreeDeviations& d, double ratio, LuckPlace to) {
    const bool known = d.trees > 1;
    const auto spare_trees = static_cast<double>(d.trees - 1);
    for (Index i = 0; i < d.squares.size(); ++i) {
        if (to.error.wanted()) {
            to.error(to.row + i, to.column) =
                known ? std::sqrt(ratio * d.squares(i) / spare_trees) / std::sqrt(2 * spare_trees) : unknown;
        }
        if (to.rectified.wanted()) {
            to.rectified(to.row + i, to.column) = known ? 0 : unknown;
        }
    }
}

} // namespace

void require_features(MatrixView x, Index features) {
    if (x.columns() != features) {
        fail_invalid("random_forest: fitted on " + std::to_string(features) +
                     " features, asked to predict from " + std::to_string(x.columns()));
    }
}

void require_columns(MatrixOut out, Index columns) {
    if (out.wanted() && out.columns() != columns) {
        fail_invalid("random_forest: fills " + std::to_string(columns) + " columns, asked for " +
                     std::to_string(out.columns()));
    }
}

std::vector<RowMatrix> BaggedUncertainty::all_deviations(MatrixView x) const {
    const auto outputs = labels_of_outputs(*labels_);
    const auto trees = static_cast<Index>((*labels_)[0].trees.size());
    std::vector<RowMatrix> all(outputs.size(), RowMatrix(trees, x.rows()));
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        std::size_t place = 0;
        for (const LabelForest& label : *labels_) {
            const LeafValues leaves = leaf_values(label, block);
            for (Index output = 0; output < label.outputs(); ++output, ++place) {
                all[place].middleCols(first, static_cast<Index>(block.size())) =
                    tree_deviations(label, leaves, output).centred;
            }
        }
    }
    return all;
}

RowMatrix BaggedUncertainty::joint(const std::vector<RowMatrix>& deviations, CovarianceKind kind) const {
    const auto label_of = labels_of_outputs(*labels_);
    std::vector<std::vector<bool>> trees;
    for (const LabelForest& label : *labels_) {
        trees.push_back(trees_of(label));
    }
    const auto outputs = static_cast<Index>(deviations.size());
    const Index rows = deviations[0].cols();
    RowMatrix all(rows * outputs, rows * outputs);
    for (std::size_t k = 0; k < deviations.size(); ++k) {
        for (std::size_t l = 0; l <= k; ++l) {
            const auto& of_k = trees[label_of[k]];
            const auto& of_l = trees[label_of[l]];
            RowMatrix block = covariance(jackknife_->get(), restricted(deviations[k], of_k, of_l),
                                         restricted(deviations[l], of_l, of_k), kind);
            if (k == l) {
                block = (0.5 * (block + block.transpose())).eval();
            }
            place_block(block, static_cast<Index>(k), static_cast<Index>(l), outputs, all);
        }
    }
    return all;
}

double BaggedUncertainty::predict_covariance(MatrixView x, CovarianceKind kind, MatrixOut covariance) const {
    require_features(x, *features_);
    const Index size = x.rows() * static_cast<Index>(labels_of_outputs(*labels_).size());
    if (covariance.rows() != size || covariance.columns() != size) {
        fail_invalid("random_forest: the covariance of these rows is " + std::to_string(size) + " x " +
                     std::to_string(size));
    }
    for (const LabelForest& label : *labels_) {
        const auto trees = trees_of(label);
        if (std::count(trees.begin(), trees.end(), true) < 2) {
            fail_numerical("random_forest: a covariance needs two trees of every label");
        }
    }
    if (size == 0) {
        return 0;
    }
    const Projection projection = project_to_semidefinite(joint(all_deviations(x), kind));
    covariance.map() = projection.matrix;
    return projection.clipped_share;
}

void BaggedUncertainty::predict_influence(MatrixView x, Index output, MatrixOut infinitesimal,
                                          MatrixOut without) const {
    require_features(x, *features_);
    const auto label_of = labels_of_outputs(*labels_);
    if (output < 0 || output >= static_cast<Index>(label_of.size())) {
        fail_invalid("random_forest: there is no output " + std::to_string(output));
    }
    for (const MatrixOut& out : {infinitesimal, without}) {
        require_columns(out, static_cast<Index>(materials_->size()));
    }
    const std::size_t number = label_of[static_cast<std::size_t>(output)];
    const LabelForest& label = (*labels_)[number];
    const auto first_of_label = std::find(label_of.begin(), label_of.end(), number) - label_of.begin();
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        const TreeDeviations d =
            tree_deviations(label, leaf_values(label, block), output - static_cast<Index>(first_of_label));
        auto influences = jackknife_->get().influences(d.centred);
        if (d.trees < 2) {
            influences.infinitesimal.setConstant(unknown);
            influences.after.setConstant(unknown);
        }
        const auto rows = static_cast<Index>(block.size());
        if (infinitesimal.wanted()) {
            infinitesimal.map().middleRows(first, rows) = influences.infinitesimal.transpose();
        }
        if (without.wanted()) {
            without.map().middleRows(first, rows) = influences.after.transpose();
        }
    }
}

void BaggedUncertainty::predict_monte_carlo(MatrixView x, MatrixOut error, MatrixOut rectified) const {
    require_features(x, *features_);
    require_columns(error, output_count(*labels_));
    require_columns(rectified, output_count(*labels_));
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        Index column = 0;
        for (const LabelForest& label : *labels_) {
            const LeafValues leaves = leaf_values(label, block);
            for (Index output = 0; output < label.outputs(); ++output, ++column) {
                const TreeDeviations d = tree_deviations(label, leaves, output);
                if (!pooled_ratios_->empty()) {
                    write_pooled_luck(d, (*pooled_ratios_)[static_cast<std::size_t>(column)],
                                      {error, rectified, first, column});
                    continue;
                }
                const Eigen::VectorXd sums = jackknife_->get().sums(d.centred);
                const Eigen::VectorXd noise =
                    error.wanted() ? jackknife_->get().monte_carlo_variances(d.centred) : sums;
                for (Index i = 0; i < sums.size(); ++i) {
                    if (error.wanted()) {
                        error(first + i, column) =
                            d.trees > 1 ? error_of_deviation(sums(i), noise(i)) : unknown;
                    }
                    if (rectified.wanted()) {
                        rectified(first + i, column) = d.trees < 2 ? unknown : (sums(i) > 0 ? 0 : 1);
                    }
                }
            }
        }
    }
}

} // namespace sinter::plugins::random_forest
