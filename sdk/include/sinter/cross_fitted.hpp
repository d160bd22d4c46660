// SPDX-License-Identifier: Apache-2.0
//
// Out-of-fold predictions for learners that have no bags of their own.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/model.hpp>
#include <sinter/random.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sinter {

/// A model with one further model a fold of its training materials (grouped inner k-fold). A material of the
/// training set is predicted out of bag by the model that did not see it, any other by the model of all rows.
class CrossFitted final : public Model, private OutOfBag, private Uncertainty {
public:
    static constexpr std::size_t folds = 5;

    /// Fits 1 + folds models. With fewer materials than folds there is a fold for each material; a single
    /// material has no prediction out of fold (NaN).
    CrossFitted(const Learner& learner, const TrainingSet& training, Host& host)
        : whole_(learner.fit(training, host)) {
        assign_folds(training);
        for (std::size_t fold = 0; fold < fold_count_; ++fold) {
            parts_.push_back(fold_count_ > 1 ? fit_without(fold, learner, training, host) : nullptr);
        }
    }

    void predict(MatrixView x, MatrixOut mean) const override { whole_->predict(x, mean); }
    [[nodiscard]] const Uncertainty* uncertainty() const override {
        return whole_->uncertainty() != nullptr ? this : nullptr;
    }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }

private:
    void assign_folds(const TrainingSet& training) {
        std::vector<std::uint64_t> materials(training.materials.begin(), training.materials.end());
        std::sort(materials.begin(), materials.end());
        materials.erase(std::unique(materials.begin(), materials.end()), materials.end());
        Draws(training.stream.derive("inner folds")).shuffle(materials);
        fold_count_ = std::min(folds, materials.size());
        for (std::size_t i = 0; i < materials.size(); ++i) {
            fold_of_.emplace(materials[i], i % fold_count_);
        }
    }

    [[nodiscard]] std::shared_ptr<const Model> fit_without(std::size_t fold, const Learner& learner,
                                                           const TrainingSet& training, Host& host) const {
        std::vector<Index> rows;
        for (std::size_t i = 0; i < training.materials.size(); ++i) {
            if (fold_of_.at(training.materials[i]) != fold) {
                rows.push_back(static_cast<Index>(i));
            }
        }
        const RowMatrix features = training.features.map()(rows, Eigen::all);
        const Eigen::MatrixXd labels = training.labels.map()(rows, Eigen::all);
        std::vector<double> weights;
        std::vector<std::uint64_t> materials;
        for (const Index row : rows) {
            const auto i = static_cast<std::size_t>(row);
            if (!training.weights.empty()) {
                weights.push_back(training.weights[i]);
            }
            materials.push_back(training.materials[i]);
        }
        return learner.fit({features, labels, weights, materials, training.feature_infos,
                            training.label_infos, training.stream},
                           host);
    }

    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        whole_->uncertainty()->predict_with_deviations(x, mean, sigma_mean, sigma_obs);
    }

    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override {
        whole_->predict(x, mean);
        std::vector<std::vector<Index>> rows(fold_count_);
        for (std::size_t i = 0; i < materials.size(); ++i) {
            const auto found = fold_of_.find(materials[i]);
            if (found != fold_of_.end()) {
                rows[found->second].push_back(static_cast<Index>(i));
            }
        }
        for (std::size_t fold = 0; fold < fold_count_; ++fold) {
            const RowMatrix features = x.map()(rows[fold], Eigen::all);
            RowMatrix own = RowMatrix::Constant(features.rows(), mean.columns(),
                                                std::numeric_limits<double>::quiet_NaN());
            if (parts_[fold] != nullptr && features.rows() > 0) {
                parts_[fold]->predict(features, MatrixOut(own));
            }
            for (std::size_t i = 0; i < rows[fold].size(); ++i) {
                mean.map().row(rows[fold][i]) = own.row(static_cast<Index>(i));
            }
        }
    }

    std::shared_ptr<const Model> whole_;
    std::size_t fold_count_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> fold_of_;
    std::vector<std::shared_ptr<const Model>> parts_;
};

} // namespace sinter
