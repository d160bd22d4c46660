// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/choose/mixed_model.hpp"

#include <sinter/simplex_weights.hpp>

#include <utility>

namespace sinter::plugins::choose {
namespace {

/// A deviation of one output, which stands in `column`, of each member.
RowMatrix side_by_side(const std::vector<RowMatrix>& of_members, Index rows, Index column) {
    RowMatrix all = RowMatrix::Zero(rows, static_cast<Index>(of_members.size()));
    for (std::size_t k = 0; k < of_members.size(); ++k) {
        if (of_members[k].size() > 0) {
            all.col(static_cast<Index>(k)) = of_members[k].col(column);
        }
    }
    return all;
}

} // namespace

MixedModel::MixedModel(std::vector<std::shared_ptr<const TransferModel>> members,
                       std::vector<Mixture> mixtures, std::vector<Label> targets)
    : members_(std::move(members)), mixtures_(std::move(mixtures)), targets_(std::move(targets)) {}

RowMatrix MixedModel::mixed(const std::vector<RowMatrix>& means, Index rows) const {
    RowMatrix sum = RowMatrix::Zero(rows, outputs());
    Index first = 0;
    for (std::size_t t = 0; t < targets_.size(); ++t) {
        const Index width = output_count(targets_[t]);
        for (std::size_t k = 0; k < members_.size(); ++k) {
            const double w = mixtures_[t].weights[static_cast<Index>(k)];
            if (w != 0) {
                sum.middleCols(first, width) += w * means[k].middleCols(first, width);
            }
        }
        first += width;
    }
    return sum;
}

void MixedModel::predict(const Candidates& candidates, const PredictionsOut& out) const {
    const Index rows = candidates.features.rows();
    std::vector<RowMatrix> means(members_.size());
    std::vector<RowMatrix> sigma_means(members_.size());
    std::vector<RowMatrix> sigma_obs(members_.size());
    for (std::size_t k = 0; k < members_.size(); ++k) {
        if (members_[k] != nullptr) {
            Prediction p(rows, outputs());
            members_[k]->predict(candidates,
                                 {MatrixOut(p.mean), MatrixOut(p.sigma_mean), MatrixOut(p.sigma_obs)});
            means[k] = std::move(p.mean);
            sigma_means[k] = std::move(p.sigma_mean);
            sigma_obs[k] = std::move(p.sigma_obs);
        }
    }
    Prediction y(rows, outputs());
    y.mean = mixed(means, rows);
    Index column = 0;
    for (std::size_t t = 0; t < targets_.size(); ++t) {
        const Mixture& mixture = mixtures_[t];
        if (targets_[t].class_count == 0) {
            y.sigma_mean.col(column) = mixture_deviation(side_by_side(sigma_means, rows, column),
                                                         mixture.weights, mixture.correlation);
            y.sigma_obs.col(column) =
                mixture.factor * mixture_deviation(side_by_side(sigma_obs, rows, column), mixture.weights,
                                                   mixture.correlation);
        }
        column += output_count(targets_[t]);
    }
    write_prediction(y, out);
}

const CompositeOutOfBag* MixedModel::out_of_bag() const {
    for (const auto& member : members_) {
        if (member != nullptr && member->out_of_bag() == nullptr) {
            return nullptr;
        }
    }
    return this;
}

void MixedModel::predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const {
    const Index rows = candidates.features.rows();
    std::vector<RowMatrix> means(members_.size());
    for (std::size_t k = 0; k < members_.size(); ++k) {
        if (members_[k] != nullptr) {
            means[k] = RowMatrix::Zero(rows, outputs());
            members_[k]->out_of_bag()->predict_out_of_bag(candidates, MatrixOut(means[k]));
        }
    }
    mean.map() = mixed(means, rows);
}

const TaskCovariance* MixedModel::task_covariance() const {
    const TransferModel* only_one = nullptr;
    for (const auto& member : members_) {
        if (member != nullptr && std::exchange(only_one, member.get()) != nullptr) {
            return nullptr;
        }
    }
    return only_one != nullptr ? only_one->task_covariance() : nullptr;
}

} // namespace sinter::plugins::choose
