// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/remainder.hpp"

#include <sinter/error.hpp>
#include <sinter/residual_ratio.hpp>

#include <vector>

namespace sinter::plugins {

Remainder::Remainder(const TransferProblem& problem, const Task& task, const SourceMix& s)
    : target_(problem, task), s_(s.for_training(target_.features(), target_.materials())) {
    const auto usable = complete_rows(s_);
    target_.keep(usable);
    s_ = s_(usable, Eigen::all).eval();
    if (usable.empty()) {
        fail_numerical("no training row of the target has a source value");
    }
}

TaskRows Remainder::labels(double rho) const {
    TaskRows rows = target_;
    rows.labels() -= rho * s_;
    return rows;
}

RowMatrix Remainder::composite_errors(double rho, const Model& d, const SourceMix& s) const {
    RowMatrix y(target_.size(), 1);
    d.out_of_bag()->predict_out_of_bag(target_.features(), target_.materials(), MatrixOut(y));
    y += rho * s.as_for_candidates(target_.features(), target_.materials());
    return target_.labels() - y;
}

double Remainder::composite_error(double rho, const Model& d, const SourceMix& s) const {
    const RowMatrix errors = composite_errors(rho, d, s);
    const std::vector<double>& weights = target_.weights();
    double sum = 0;
    double total = 0;
    for (const Index i : complete_rows(errors)) {
        const double weight = weights.empty() ? 1 : weights[static_cast<std::size_t>(i)];
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

} // namespace sinter::plugins
