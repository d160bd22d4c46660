// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/model/forest_intervals.hpp"

#include "plugins/learners/random_forest/trees/tree_deviations.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife_plus.hpp"
#include "plugins/learners/random_forest/uncertainty/label_calibration.hpp"

#include <sinter/error.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

/// mu +- q sigma_obs. sigma_obs is the calibration ratio times the spread of the trees, q the order statistic
/// of |residual| / sigma_obs: the ratio cancels.
IntervalBounds calibrated_bounds(const TreeDeviations& d, double quantile) {
    IntervalBounds bounds{d.mean, d.mean};
    for (Index row = 0; row < d.mean.size(); ++row) {
        const double spread = d.trees < 2 ? 0 : std::sqrt(d.squares(row) / static_cast<double>(d.trees - 1));
        const double half = std::isinf(quantile) ? quantile : quantile * spread;
        bounds.lower(row) -= half;
        bounds.upper(row) += half;
    }
    return bounds;
}

/// The intervals of one label.
class LabelIntervals {
public:
    LabelIntervals(const Forest& forest, std::size_t label, IntervalKind kind, double alpha)
        : label_(&forest.labels[label]), alpha_(alpha) {
        if (kind == IntervalKind::jackknife_plus) {
            jackknife_plus_.emplace(forest.bags, *label_, forest.calibrations[label].scores);
        } else {
            quantile_ = calibrated_quantile(forest.calibrations[label], alpha);
        }
    }

    [[nodiscard]] IntervalBounds of(const RowBlock& block) const {
        const TreeDeviations d = tree_deviations(*label_, leaf_values(*label_, block), 0);
        return jackknife_plus_ ? jackknife_plus_->bounds(d, alpha_) : calibrated_bounds(d, quantile_);
    }

private:
    const LabelForest* label_;
    double alpha_;
    double quantile_ = 0;
    std::optional<JackknifePlus> jackknife_plus_;
};

/// A column of bounds, from row `first` on.
void write(const Eigen::VectorXd& bounds, Index first, Index column, MatrixOut out) {
    if (out.wanted()) {
        out.map().col(column).segment(first, bounds.size()) = bounds;
    }
}

void require_sound(IntervalKind kind, double alpha) {
    if (kind != IntervalKind::calibrated && kind != IntervalKind::jackknife_plus) {
        fail_unsupported("random_forest: makes no intervals of kind " +
                         std::to_string(static_cast<std::int32_t>(kind)));
    }
    if (!(alpha > 0 && alpha < 1)) {
        fail_invalid("random_forest: alpha of an interval lies between 0 and 1, not at " +
                     std::to_string(alpha));
    }
}

} // namespace

void predict_intervals(const Forest& forest, MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                       MatrixOut upper) {
    require_sound(kind, alpha);
    Index column = 0;
    for (std::size_t k = 0; k < forest.labels.size(); ++k) {
        const LabelForest& label = forest.labels[k];
        if (label.class_count > 0) {
            const Eigen::VectorXd none =
                Eigen::VectorXd::Constant(x.rows(), std::numeric_limits<double>::quiet_NaN());
            for (Index output = 0; output < label.outputs(); ++output, ++column) {
                write(none, 0, column, lower);
                write(none, 0, column, upper);
            }
            continue;
        }
        const LabelIntervals intervals(forest, k, kind, alpha);
        for (Index first = 0; first < x.rows(); first += rows_at_once) {
            const IntervalBounds bounds = intervals.of(RowBlock(x, first));
            write(bounds.lower, first, column, lower);
            write(bounds.upper, first, column, upper);
        }
        ++column;
    }
}

} // namespace sinter::plugins::random_forest
