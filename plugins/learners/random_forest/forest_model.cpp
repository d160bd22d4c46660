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

std::vector<Index> places_of(const Forest& forest, Span<std::uint64_t> materials, Index first,
                             std::size_t count) {
    std::vector<Index> places(count);
    for (std::size_t i = 0; i < count; ++i) {
        places[i] = place_of(materials[static_cast<std::size_t>(first) + i], forest.materials);
    }
    return places;
}

/// sigma_obs of row `row`.
double deviation_of_trees(const LabelForest& label, const TreePredictions& p, Index row) {
    if (label.class_count > 0 || p.trees < 2) {
        return nan;
    }
    const auto spare_trees = static_cast<double>(p.trees - 1);
    return label.calibration * std::sqrt(ordered_dot(p.centred, p.centred, row) / spare_trees);
}

} // namespace

std::vector<OutOfBagError> out_of_bag_errors(const Forest& forest, std::size_t label, MatrixView x,
                                             Span<std::uint64_t> materials, const double* labels) {
    std::vector<OutOfBagError> errors;
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        const auto tallies = tally_unseen(forest.labels[label], forest.bags, block,
                                          places_of(forest, materials, first, block.size()));
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            const double value = labels[static_cast<std::size_t>(first) + i];
            if (tallies[i].count() >= 2 && !std::isnan(value)) {
                errors.push_back({tallies[i].mean() - value, tallies[i].deviation()});
            }
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
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        Index column = 0;
        for (const LabelForest& label : forest_.labels) {
            mean.map().block(first, column, static_cast<Index>(block.size()), label.outputs()) =
                mean_prediction(label, block);
            column += label.outputs();
        }
    }
}

void ForestModel::write_sigma_mean(const TreePredictions& p, Place place, MatrixOut out) const {
    auto segment = out.map().col(place.column).segment(place.row, p.mean.size());
    if (p.trees > 1) {
        segment = jackknife().variances(p.centred).cwiseSqrt();
    } else {
        segment.setConstant(nan);
    }
}

void ForestModel::predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                          MatrixOut sigma_obs) const {
    require_width(x);
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        Place place{first, 0};
        for (const LabelForest& label : forest_.labels) {
            const LeafValues leaves = leaf_values(label, block);
            for (Index output = 0; output < label.outputs(); ++output, ++place.column) {
                const TreePredictions p = predict_by_tree(label, leaves, output);
                if (mean.wanted()) {
                    mean.map().col(place.column).segment(first, p.mean.size()) = p.mean;
                }
                if (sigma_mean.wanted()) {
                    write_sigma_mean(p, place, sigma_mean);
                }
                for (Index row = 0; sigma_obs.wanted() && row < p.mean.size(); ++row) {
                    sigma_obs(first + row, place.column) = deviation_of_trees(label, p, row);
                }
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
    Index column = 0;
    for (const LabelForest& label : forest_.labels) {
        const auto outputs = static_cast<std::size_t>(label.outputs());
        const bool no_tree = std::all_of(label.trees.begin(), label.trees.end(),
                                         [](const Tree& tree) { return tree.empty(); });
        for (Index first = 0; first < x.rows(); first += rows_at_once) {
            const RowBlock block(x, first);
            const auto places = places_of(forest_, materials, first, block.size());
            const auto tallies = tally_unseen(label, forest_.bags, block, places);
            for (std::size_t i = 0; i < tallies.size(); ++i) {
                const std::size_t row = i / outputs;
                const std::size_t output = i % outputs;
                const double without = no_tree && places[row] < 0 ? label.training_mean[output] : nan;
                mean(first + static_cast<Index>(row), column + static_cast<Index>(output)) =
                    tallies[i].count() > 0 ? tallies[i].mean() : without;
            }
        }
        column += label.outputs();
    }
}

} // namespace sinter::plugins::random_forest
