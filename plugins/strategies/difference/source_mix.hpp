// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/simplex_weights.hpp>
#include <sinter/source_column.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace sinter::plugins::difference {

using SourceColumns = std::vector<SourceColumn>;

/// One source column out of several: s(x) = sum_k w_k s_k(x). A source of weight 0 is not read.
class SourceMix {
public:
    /// `correlation`: of the sources' errors as predictions of the target.
    SourceMix(std::shared_ptr<const SourceColumns> columns, Eigen::VectorXd weights, RowMatrix correlation)
        : columns_(std::move(columns)), weights_(std::move(weights)), correlation_(std::move(correlation)) {}

    [[nodiscard]] const Eigen::VectorXd& weights() const noexcept { return weights_; }

    [[nodiscard]] RowMatrix for_training(MatrixView features, Span<std::uint64_t> materials) const {
        return mixed(features.rows(),
                     [&](const SourceColumn& s) { return s.for_training(features, materials); });
    }
    [[nodiscard]] RowMatrix as_for_candidates(MatrixView features, Span<std::uint64_t> materials) const {
        return mixed(features.rows(),
                     [&](const SourceColumn& s) { return s.as_for_candidates(features, materials); });
    }
    [[nodiscard]] RowMatrix for_candidates_out_of_bag(const Candidates& candidates) const {
        return mixed(candidates.features.rows(),
                     [&](const SourceColumn& s) { return s.for_candidates_out_of_bag(candidates); });
    }
    /// sigma_mean is that of the mixture; sigma_obs is not known.
    [[nodiscard]] Prediction for_candidates(const Candidates& candidates) const {
        Prediction s(candidates.features.rows(), 1);
        RowMatrix deviations = RowMatrix::Zero(s.mean.rows(), weights_.size());
        Index k = 0;
        s.mean = mixed(s.mean.rows(), [&](const SourceColumn& column) {
            const Prediction own = column.for_candidates(candidates);
            while (weights_[k] == 0) {
                ++k;
            }
            deviations.col(k++) = own.sigma_mean.col(0);
            return own.mean;
        });
        s.sigma_mean = mixture_deviation(deviations, weights_, correlation_);
        return s;
    }

private:
    template <class ColumnOf>
    [[nodiscard]] RowMatrix mixed(Index rows, const ColumnOf& column_of) const {
        RowMatrix sum = RowMatrix::Zero(rows, 1);
        for (std::size_t k = 0; k < columns_->size(); ++k) {
            const double weight = weights_[static_cast<Index>(k)];
            if (weight != 0) {
                sum += weight * column_of((*columns_)[k]);
            }
        }
        return sum;
    }

    std::shared_ptr<const SourceColumns> columns_;
    Eigen::VectorXd weights_;
    RowMatrix correlation_;
};

} // namespace sinter::plugins::difference
