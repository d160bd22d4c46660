// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/remainder.hpp"

#include <sinter/error.hpp>
#include <sinter/residual_ratio.hpp>
#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace sinter::plugins::difference {

Remainder::Remainder(const TransferProblem& problem, const Task& task, const SourceMix& s)
    : target_(problem, task), s_(s.for_training(target_.features(), target_.materials())) {
    const auto usable = complete_rows(s_);
    target_.keep(usable);
    s_ = s_(usable, Eigen::all).eval();
    if (usable.empty()) {
        fail_numerical("no training row of the target has a source value");
    }
}

Eigen::VectorXd weights_by_material(const TaskRows& rows) {
    std::map<std::uint64_t, double> counts;
    for (const std::uint64_t material : rows.materials()) {
        ++counts[material];
    }
    Eigen::VectorXd weights(rows.size());
    for (std::size_t i = 0; i < rows.materials().size(); ++i) {
        const double own = rows.weights().empty() ? 1 : rows.weights()[i];
        weights[static_cast<Index>(i)] = own / counts[rows.materials()[i]];
    }
    return weights;
}

TaskRows Remainder::labels(double rho) const {
    TaskRows rows = target_;
    for (Index i = 0; i < s_.rows(); ++i) {
        rows.labels()(i, 0) = difference_of(rows.labels()(i, 0), rho * s_(i, 0));
    }
    return rows;
}

RowMatrix Remainder::composite_errors(double rho, const Model& d, const SourceMix& s) const {
    RowMatrix y(target_.size(), 1);
    d.out_of_bag()->predict_out_of_bag(target_.features(), target_.materials(), MatrixOut(y));
    y += rho * s.as_for_candidates(target_.features(), target_.materials());
    RowMatrix errors = target_.labels() - y;
    for (Index i = 0; i < errors.rows(); ++i) {
        errors(i, 0) =
            beyond_rounding(errors(i, 0), std::max(std::abs(target_.labels()(i, 0)), std::abs(y(i, 0))));
    }
    return errors;
}

double Remainder::composite_error(double rho, const Model& d, const SourceMix& s) const {
    const RowMatrix errors = composite_errors(rho, d, s);
    const Eigen::VectorXd weights = weights_by_material(target_);
    double sum = 0;
    double total = 0;
    for (const Index i : complete_rows(errors)) {
        const double weight = weights[i];
        sum += weight * errors(i, 0) * errors(i, 0);
        total += weight;
    }
    return sum / total;
}

double Remainder::calibration(double rho, const Model& d, const SourceMix& s) const {
    if (!can_calibrate(d) || s.as_for_candidates(target_.features(), target_.materials()) == s_) {
        return 1;
    }
    const TaskRows rows = labels(rho);
    Residuals residuals = out_of_bag_residuals(d, rows.features(), rows.labels().col(0), rows.materials());
    const double own = residual_ratio(residuals);
    residuals.errors = composite_errors(rho, d, s).col(0);
    return calibration_factor(residual_ratio(residuals), own);
}

} // namespace sinter::plugins::difference
