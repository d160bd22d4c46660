// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/derived_law.hpp"

#include "framework/evaluation/joint/joint_correlation.hpp"
#include "framework/study/run/derived_residuals.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <utility>

namespace sinter::study {
namespace {

using Eigen::MatrixXd;

FoundLaw independent(std::size_t targets, std::string missing) {
    const auto n = static_cast<Index>(targets);
    return {JointLaw::independent, Correlations({MatrixXd::Identity(n, n)}), evaluation::normal_tails,
            std::move(missing)};
}

/// Of plain residuals: dividing them by the predicted deviations of training rows would divide by numbers
/// that hold the residuals themselves, for members that saw a row reproduce its label.
FoundLaw of_residuals(const std::optional<MatrixXd>& residuals, std::size_t targets) {
    if (!residuals) {
        return independent(targets, "the strategy has no composite out-of-bag predictions");
    }
    if (residuals->rows() < fewest_common_materials) {
        return independent(targets, fmt::format("fewer than {} training materials have all labels",
                                                fewest_common_materials));
    }
    return {JointLaw::residuals, Correlations({evaluation::error_correlation(*residuals).correlation})};
}

MatrixXd part_of(const RowMatrix& covariances, Index candidate, const OutputColumns& columns,
                 const std::vector<std::size_t>& targets) {
    const auto n = static_cast<Index>(targets.size());
    MatrixXd part(n, n);
    for (Index i = 0; i < n; ++i) {
        for (Index k = 0; k < n; ++k) {
            part(i, k) =
                covariances(candidate, columns.first[targets[static_cast<std::size_t>(i)]] * columns.count +
                                           columns.first[targets[static_cast<std::size_t>(k)]]);
        }
    }
    return part;
}

FoundLaw of_members(JointLaw law, const FittedTasks& fitted, const std::vector<std::size_t>& targets) {
    const auto* ability = fitted.model.task_covariance();
    if (ability == nullptr) {
        return independent(targets.size(), "the strategy has no covariances of its targets");
    }
    const OutputColumns columns = output_columns(fitted.problem);
    const Index rows = fitted.candidates.features.rows();
    RowMatrix covariances =
        RowMatrix::Constant(rows, columns.count * columns.count, std::numeric_limits<double>::quiet_NaN());
    ability->predict_task_covariance(fitted.candidates,
                                     law == JointLaw::trees ? TaskCovariance::Kind::trees
                                                            : TaskCovariance::Kind::jackknife,
                                     MatrixOut(covariances));
    std::vector<MatrixXd> matrices;
    bool known = false;
    for (Index i = 0; i < rows; ++i) {
        const MatrixXd part = part_of(covariances, i, columns, targets);
        known = known || part.allFinite();
        matrices.push_back(evaluation::correlation_of(part));
    }
    if (!known) {
        return independent(targets.size(), "the strategy knows no covariances of these targets");
    }
    return {law, Correlations(std::move(matrices))};
}

FoundLaw found(JointLaw law, const FittedTasks& fitted, const std::vector<std::size_t>& targets,
               const std::optional<MatrixXd>& residuals) {
    if (law == JointLaw::residuals) {
        return of_residuals(residuals, targets.size());
    }
    if (law == JointLaw::independent) {
        return independent(targets.size(), {});
    }
    return of_members(law, fitted, targets);
}

} // namespace

FoundLaw correlations_of(JointLaw law, const FittedTasks& fitted, const std::vector<std::size_t>& targets) {
    const auto residuals = composite_residuals(fitted.problem, fitted.model, targets);
    FoundLaw result = found(law, fitted, targets, residuals);
    // Of plain residuals too, and for the same reason. Errors of unlike sizes then look like heavy tails.
    result.degrees = residuals ? evaluation::tail_degrees(*residuals) : evaluation::normal_tails;
    return result;
}

} // namespace sinter::study
