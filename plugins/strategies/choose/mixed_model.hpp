// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/strategies/choose/selection.hpp"

#include <sinter/strategy.hpp>

#include <memory>
#include <vector>

namespace sinter::plugins::choose {

/// Each target is a mixture of the same members. A member that is null has no weight in any target.
///
///   mean = sum_k w_k m_k     sigma = sqrt(w' D R D w), D the members' deviations, R their errors' correlation
///
/// and sigma_obs times the factor of the mixture. One member alone keeps its deviations as they are.
class MixedModel final : public TransferModel, private CompositeOutOfBag {
public:
    MixedModel(std::vector<std::shared_ptr<const TransferModel>> members, std::vector<Mixture> mixtures,
               std::vector<Label> targets);

    void predict(const Candidates& candidates, const PredictionsOut& out) const override;
    /// Where all members have it.
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override;
    /// Where one member makes all predictions, and has it.
    [[nodiscard]] const TaskCovariance* task_covariance() const override;

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override;
    [[nodiscard]] Index outputs() const { return output_count(targets_); }
    [[nodiscard]] RowMatrix mixed(const std::vector<RowMatrix>& means, Index rows) const;

    std::vector<std::shared_ptr<const TransferModel>> members_;
    std::vector<Mixture> mixtures_;
    std::vector<Label> targets_;
};

} // namespace sinter::plugins::choose
