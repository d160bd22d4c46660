// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/strategies/difference/source_mix.hpp"

#include <sinter/learner.hpp>
#include <sinter/task_rows.hpp>

#include <memory>

namespace sinter::plugins::difference {

/// The target's rows that have a source value, and what the source leaves of their labels.
class Remainder {
public:
    /// Throws Error (SINTER_NUMERICAL) where no row has one.
    Remainder(const TransferProblem& problem, const Task& task, const SourceMix& s);

    [[nodiscard]] const TaskRows& target() const noexcept { return target_; }
    /// y - rho s, with s as training rows see it.
    [[nodiscard]] TaskRows labels(double rho) const;
    /// y - rho s - d, with s as candidates would see it and d out of bag: what the whole prediction is off.
    [[nodiscard]] RowMatrix composite_errors(double rho, const Model& d, const SourceMix& s) const;
    /// Their mean square by weights_by_material.
    [[nodiscard]] double composite_error(double rho, const Model& d, const SourceMix& s) const;
    /// What sigma_obs of d, which knows the errors of d on its own rows, lacks to fit the composite ones: 1
    /// where candidates see the source as training rows do.
    [[nodiscard]] double calibration(double rho, const Model& d, const SourceMix& s) const;

private:
    TaskRows target_;
    RowMatrix s_;
};

/// The rows' weights over how many rows their material has: a material counts once, however often it was measured.
[[nodiscard]] Eigen::VectorXd weights_by_material(const TaskRows& rows);

} // namespace sinter::plugins::difference
