// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/label_calibration.hpp"

#include "plugins/learners/random_forest/training/training_rows.hpp"
#include "plugins/learners/random_forest/uncertainty/out_of_bag_errors.hpp"

#include <sinter/label_columns.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

constexpr Index rows_a_part = 1024;

/// Some training rows with one label of theirs.
struct Part {
    MatrixView features;
    Span<std::uint64_t> materials;
    std::vector<double> labels; ///< as given; NaN: missing
};

Part part_of(const TrainingRows& rows, std::size_t label, Index first) {
    const Index count = std::min(rows_a_part, static_cast<Index>(rows.size()) - first);
    Part part{rows.features().middle_rows(first, count),
              {rows.materials().data() + first, static_cast<std::size_t>(count)},
              {}};
    for (Index row = first; row < first + count; ++row) {
        part.labels.push_back(rows.label(static_cast<std::size_t>(row), label));
    }
    return part;
}

/// read(part) of all rows, part by part on the host's threads, one after the other.
template <class Result, class Read>
std::vector<Result> in_parts(const TrainingRows& rows, std::size_t label, Host& host, const Read& read) {
    const Index parts = (static_cast<Index>(rows.size()) + rows_a_part - 1) / rows_a_part;
    std::vector<std::vector<Result>> by_part(static_cast<std::size_t>(parts));
    host.parallel_for(parts, [&](std::int64_t part) {
        by_part[static_cast<std::size_t>(part)] = read(part_of(rows, label, part * rows_a_part));
    });
    std::vector<Result> all;
    for (const auto& part : by_part) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

double unseen_share(const BagCounts& bags) {
    const auto unseen = std::count(bags.counts.begin(), bags.counts.end(), std::uint8_t{0});
    return static_cast<double>(unseen) / static_cast<double>(bags.counts.size());
}

void calibrate_number(Forest& forest, std::size_t label, const TrainingRows& rows, Host& host) {
    OutOfBagErrors errors;
    const auto parts = in_parts<OutOfBagErrors>(rows, label, host, [&](const Part& part) {
        return std::vector{
            out_of_bag_errors(forest, label, part.features, part.materials, part.labels.data())};
    });
    for (const OutOfBagErrors& part : parts) {
        errors.all.insert(errors.all.end(), part.all.begin(), part.all.end());
        errors.half.insert(errors.half.end(), part.half.begin(), part.half.end());
    }
    const double range = rows.summaries()[label].range;
    forest.labels[label].calibration = calibration_ratio(errors.all, range);
    LabelCalibration& calibration = forest.calibrations[label];
    calibration.scores = residual_scores(errors.all, range);
    calibration.scores_of_half = residual_scores(errors.half, range);
    calibration.trees = static_cast<double>(forest.labels[label].tree_count());
    calibration.unseen_trees = calibration.trees * unseen_share(forest.bags);
}

/// The out-of-bag shares of one row.
struct RowVotes {
    std::vector<double> shares;
    std::uint32_t right_class = 0;
    Index material = 0;
};

/// Of the rows that have the label and a tree that did not see their material.
std::vector<RowVotes> row_votes(const Forest& forest, std::size_t label, const Part& part) {
    const LabelForest& trees = forest.labels[label];
    const auto classes = static_cast<std::size_t>(trees.outputs());
    std::vector<RowVotes> votes;
    for (Index first = 0; first < part.features.rows(); first += rows_at_once) {
        const RowBlock block(part.features, first);
        const auto places = places_of({part.materials.data() + first, block.size()}, forest.materials);
        const auto tallies = tally_unseen(trees, forest.bags, block, places);
        for (std::size_t i = 0; i < block.size(); ++i) {
            const double label_value = part.labels[static_cast<std::size_t>(first) + i];
            if (std::isnan(label_value) || tallies[i * classes].count() == 0) {
                continue;
            }
            RowVotes row{{}, static_cast<std::uint32_t>(label_value), places[i]};
            for (std::size_t k = 0; k < classes; ++k) {
                row.shares.push_back(tallies[i * classes + k].mean());
            }
            votes.push_back(std::move(row));
        }
    }
    return votes;
}

ClassVotes gathered(const std::vector<RowVotes>& all, Index classes) {
    ClassVotes votes{RowMatrix(static_cast<Index>(all.size()), classes), {}, {}};
    std::vector<OutOfBagError> rows(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        rows[i].material = all[i].material;
        votes.right_classes.push_back(all[i].right_class);
        for (Index k = 0; k < classes; ++k) {
            votes.shares(static_cast<Index>(i), k) = all[i].shares[static_cast<std::size_t>(k)];
        }
    }
    votes.weights = material_weights(rows);
    return votes;
}

void calibrate_classes(Forest& forest, std::size_t label, const TrainingRows& rows,
                       const TrainingSet& training, Host& host) {
    const std::string name = "random_forest: " + label_text(training, static_cast<Index>(label));
    const auto all = in_parts<RowVotes>(rows, label, host,
                                        [&](const Part& part) { return row_votes(forest, label, part); });
    if (all.empty()) {
        host.log(LogLevel::notice, name + " has no out-of-bag row, so its class shares are not calibrated");
        return;
    }
    const LabelForest& trees = forest.labels[label];
    std::vector<std::uint8_t> known;
    for (const double share : trees.training_mean) {
        known.push_back(share > 0 ? 1 : 0);
    }
    // Less than one vote: what a class may have that no tree votes for.
    const double floor = 0.5 / static_cast<double>(trees.tree_count());
    const ClassVotes votes = gathered(all, trees.outputs());
    const ClassTemperature plain{1, floor, known};
    const ClassTemperature fitted = fit_temperature(votes, floor, known);
    forest.calibrations[label].classes = fitted;
    host.log(LogLevel::notice, name + ": class shares are calibrated with temperature " +
                                   std::to_string(fitted.temperature) + " (out-of-bag log loss " +
                                   std::to_string(log_loss(votes, plain)) + " without, " +
                                   std::to_string(log_loss(votes, fitted)) + " with)");
}

} // namespace

double calibrated_quantile(const LabelCalibration& label, double alpha) {
    std::vector<double> values = label.scores.scores;
    const double quantile = upper_order_statistic(label.scores, values, alpha);
    values = label.scores_of_half.scores;
    const double of_half = upper_order_statistic(label.scores_of_half, values, alpha);
    const double m = label.unseen_trees;
    if (!(m / 2 > 1 && of_half > 0 && std::isfinite(of_half) && std::isfinite(quantile))) {
        return quantile;
    }
    const double step = 1 / (m / 2 - 1) - 1 / (m - 1);
    const double way = 1 / (m - 1) - 1 / (label.trees - 1);
    return quantile * std::pow(quantile / of_half, way / step);
}

void calibrate_shares(const Forest& forest, MatrixOut predictions) {
    sinter_matrix_out part = predictions.c();
    for (std::size_t label = 0; label < forest.labels.size(); ++label) {
        part.columns = forest.labels[label].outputs();
        if (forest.labels[label].class_count > 0) {
            forest.calibrations[label].classes.apply(part);
        }
        part.data += part.columns * part.column_stride;
    }
}

void calibrate(Forest& forest, const TrainingRows& rows, const TrainingSet& training, ClassCalibration kind,
               Host& host) {
    forest.calibrations.assign(forest.labels.size(), {});
    for (std::size_t label = 0; label < forest.labels.size(); ++label) {
        if (forest.labels[label].class_count == 0) {
            calibrate_number(forest, label, rows, host);
        } else if (kind == ClassCalibration::temperature) {
            calibrate_classes(forest, label, rows, training, host);
        }
    }
}

} // namespace sinter::plugins::random_forest
