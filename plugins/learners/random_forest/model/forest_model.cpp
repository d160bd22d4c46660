// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/model/forest_model.hpp"

#include "plugins/learners/random_forest/model/forest_intervals.hpp"
#include "plugins/learners/random_forest/model/forest_state.hpp"
#include "plugins/learners/random_forest/trees/tree_deviations.hpp"

#include <sinter/error.hpp>
#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

/// sigma_obs of row `row`.
double deviation_of_trees(const LabelForest& label, const TreeDeviations& d, Index row) {
    if (label.class_count > 0 || d.trees < 2) {
        return unknown;
    }
    const auto spare_trees = static_cast<double>(d.trees - 1);
    return label.calibration * std::sqrt(d.squares(row) / spare_trees);
}

/// The rows of `out` that belong to a block which begins at row `first`.
MatrixOut block_of(MatrixOut out, Index first, const RowBlock& block) {
    sinter_matrix_out part = out.c();
    part.data += first * part.row_stride;
    part.rows = static_cast<Index>(block.size());
    return {part};
}

} // namespace

ForestModel::ForestModel(Forest forest)
    : forest_(std::move(forest)), block_rows_(rows_at_once_for(forest_.labels)) {
    forest_.calibrations.resize(forest_.labels.size());
}

void ForestModel::require_shapes(MatrixView x, std::initializer_list<MatrixOut> outs) const {
    require_features(x, forest_.features);
    for (const MatrixOut& out : outs) {
        require_columns(out, output_count(forest_.labels));
    }
}

void ForestModel::predict_intervals(MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                                    MatrixOut upper) const {
    require_shapes(x, {lower, upper});
    random_forest::predict_intervals(forest_, x, kind, alpha, lower, upper);
}

void ForestModel::save(StateWriter& state) const { write_forest(forest_, state); }

void ForestModel::predict(MatrixView x, MatrixOut mean) const {
    require_shapes(x, {mean});
    for (Index first = 0; first < x.rows(); first += block_rows_) {
        const RowBlock block(x, first, block_rows_);
        Index column = 0;
        for (const LabelForest& label : forest_.labels) {
            mean.map().block(first, column, static_cast<Index>(block.size()), label.outputs()) =
                mean_prediction(label, block);
            column += label.outputs();
        }
        calibrate_shares(forest_, block_of(mean, first, block));
    }
}

void ForestModel::write_deviations(const LabelForest& label, const LeafValues& leaves, Index output,
                                   Place place, const Deviations& out) const {
    const Index rows = leaves.values.rows();
    Eigen::VectorXd variances(rows);
    RowsToReplace negative(leaves.values.cols());
    const bool pooled = !forest_.pooled_ratios.empty();
    for (Index first = 0; first < rows; first += deviation_rows) {
        const Index count = std::min(deviation_rows, rows - first);
        const TreeDeviations d = tree_deviations(label, leaves, output, {first, count});
        const auto segment = [&](MatrixOut of) {
            return of.map().col(place.column).segment(place.row + first, count);
        };
        if (out.mean.wanted()) {
            segment(out.mean) = d.mean;
        }
        if (out.sigma_mean.wanted() && d.trees > 1 && pooled) {
            variances.segment(first, count) =
                forest_.pooled_ratios[static_cast<std::size_t>(place.column)] * variances_of_trees(d);
        } else if (out.sigma_mean.wanted() && d.trees > 1) {
            const Eigen::VectorXd sums = jackknife_.get().sums(d.centred);
            negative.add(d.centred, sums, first);
            variances.segment(first, count) = sums;
        }
        for (Index row = 0; out.sigma_obs.wanted() && row < count; ++row) {
            out.sigma_obs(place.row + first + row, place.column) = deviation_of_trees(label, d, row);
        }
    }
    if (out.sigma_mean.wanted() && leaves.trees > 1) {
        negative.replace(jackknife_.get(), variances);
        out.sigma_mean.map().col(place.column).segment(place.row, rows) = variances.cwiseSqrt();
    } else if (out.sigma_mean.wanted()) {
        out.sigma_mean.map().col(place.column).segment(place.row, rows).setConstant(unknown);
    }
}

void ForestModel::predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                          MatrixOut sigma_obs) const {
    require_shapes(x, {mean, sigma_mean, sigma_obs});
    for (Index first = 0; first < x.rows(); first += block_rows_) {
        const RowBlock block(x, first, block_rows_);
        const Deviations out{mean, sigma_mean, sigma_obs};
        Place place{first, 0};
        for (const LabelForest& label : forest_.labels) {
            const LeafValues leaves = leaf_values(label, block);
            for (Index output = 0; output < label.outputs(); ++output, ++place.column) {
                write_deviations(label, leaves, output, place, out);
            }
        }
        if (mean.wanted()) {
            calibrate_shares(forest_, block_of(mean, first, block));
        }
    }
}

void ForestModel::predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const {
    require_shapes(x, {mean});
    if (materials.size() != static_cast<std::size_t>(x.rows())) {
        fail_invalid("random_forest: " + std::to_string(materials.size()) + " materials for " +
                     std::to_string(x.rows()) + " rows");
    }
    Index column = 0;
    for (const LabelForest& label : forest_.labels) {
        const auto outputs = static_cast<std::size_t>(label.outputs());
        const bool no_tree = std::all_of(label.trees.begin(), label.trees.end(),
                                         [](const Tree& tree) { return tree.empty(); });
        for (Index first = 0; first < x.rows(); first += rows_at_once) {
            const RowBlock block(x, first);
            const auto places = places_of(keys_of(materials, first, block), forest_.materials);
            const auto tallies = tally_unseen(label, forest_.bags, block, places);
            for (std::size_t i = 0; i < tallies.size(); ++i) {
                const std::size_t row = i / outputs;
                const std::size_t output = i % outputs;
                const double without = no_tree && places[row] < 0 ? label.training_mean[output] : unknown;
                mean(first + static_cast<Index>(row), column + static_cast<Index>(output)) =
                    tallies[i].count() > 0 ? tallies[i].mean() : without;
            }
        }
        column += label.outputs();
    }
    calibrate_shares(forest_, mean);
}

} // namespace sinter::plugins::random_forest
