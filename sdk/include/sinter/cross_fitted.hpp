// SPDX-License-Identifier: Apache-2.0
//
// Out-of-fold predictions for learners that have no bags of their own.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/model.hpp>
#include <sinter/random.hpp>
#include <sinter/task_rows.hpp>

#include <algorithm>
#include <cmath>
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

    /// Fits `folds` models beside `whole`, which the learner fitted on the same training set. With fewer
    /// materials than folds there is a fold for each material. A label that no row outside a fold has
    /// has no prediction out of fold there (NaN).
    CrossFitted(std::shared_ptr<const Model> whole, const Learner& learner, const TrainingSet& training,
                Host& host)
        : whole_(std::move(whole)) {
        assign_folds(training);
        for (std::size_t fold = 0; fold < fold_count_; ++fold) {
            parts_.push_back(fit_without(fold, learner, training, host));
        }
    }

    void predict(MatrixView x, MatrixOut mean) const override { whole_->predict(x, mean); }
    [[nodiscard]] const Uncertainty* uncertainty() const override {
        return whole_->uncertainty() != nullptr ? this : nullptr;
    }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }

private:
    struct Part {
        std::shared_ptr<const Model> model; ///< null: no row outside the fold has a label
        std::vector<Index> outputs;         ///< which outputs of the whole it predicts
    };

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

    [[nodiscard]] Part fit_without(std::size_t fold, const Learner& learner, const TrainingSet& training,
                                   Host& host) const {
        std::vector<Index> rows;
        for (std::size_t i = 0; i < training.materials.size(); ++i) {
            if (fold_of_.at(training.materials[i]) != fold) {
                rows.push_back(static_cast<Index>(i));
            }
        }
        Part part;
        std::vector<Index> labels;
        Index output = 0;
        for (Index k = 0; k < training.labels.columns(); ++k) {
            const Index end = output + output_count(training.label_infos[static_cast<std::size_t>(k)]);
            const bool known = std::any_of(rows.begin(), rows.end(),
                                           [&](Index i) { return !std::isnan(training.labels(i, k)); });
            if (known) {
                labels.push_back(k);
            }
            for (; output < end; ++output) {
                if (known) {
                    part.outputs.push_back(output);
                }
            }
        }
        if (!labels.empty()) {
            part.model = learner.fit(TaskRows(training, rows, labels).training(), host);
        }
        return part;
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
        auto all = mean.map();
        for (std::size_t fold = 0; fold < fold_count_; ++fold) {
            const Part& part = parts_[fold];
            all(rows[fold], Eigen::all).setConstant(std::numeric_limits<double>::quiet_NaN());
            if (part.model != nullptr && !rows[fold].empty()) {
                const RowMatrix features = x.map()(rows[fold], Eigen::all);
                RowMatrix own(features.rows(), static_cast<Index>(part.outputs.size()));
                part.model->predict(features, MatrixOut(own));
                all(rows[fold], part.outputs) = own;
            }
        }
    }

    std::shared_ptr<const Model> whole_;
    std::size_t fold_count_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> fold_of_;
    std::vector<Part> parts_;
};

/// What the learner fits, with predictions out of bag: its model's own, else those of a CrossFitted.
[[nodiscard]] inline std::shared_ptr<const Model>
fit_with_out_of_bag(const Learner& learner, const TrainingSet& training, Host& host) {
    auto model = learner.fit(training, host);
    if (model->out_of_bag() != nullptr) {
        return model;
    }
    return std::make_shared<CrossFitted>(std::move(model), learner, training, host);
}

} // namespace sinter
