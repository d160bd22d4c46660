// SPDX-License-Identifier: Apache-2.0
//
// The rows of one task, gathered into what a learner is fitted on.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sinter {

/// Owns the gathered features, labels and weights of a task; a strategy may change them (subtract a source's
/// prediction from the labels, append a column to the features, drop rows) before it takes the training set.
class TaskRows {
public:
    TaskRows(const TransferProblem& problem, const Task& task)
        : features_(static_cast<Index>(task.rows.size()), problem.features.columns()),
          labels_(static_cast<Index>(task.rows.size())),
          infos_(problem.feature_infos.begin(), problem.feature_infos.end()), label_{task.label},
          stream_(task.stream) {
        const auto all = problem.features.map();
        materials_.reserve(task.rows.size());
        for (std::size_t i = 0; i < task.rows.size(); ++i) {
            features_.row(static_cast<Index>(i)) = all.row(task.rows[i]);
            labels_[static_cast<Index>(i)] = task.labels[i];
            materials_.push_back(problem.materials[static_cast<std::size_t>(task.rows[i])]);
        }
        weights_.assign(task.weights.begin(), task.weights.end());
    }

    [[nodiscard]] Index size() const noexcept { return labels_.size(); }
    [[nodiscard]] const RowMatrix& features() const noexcept { return features_; }
    [[nodiscard]] Eigen::VectorXd& labels() noexcept { return labels_; }
    [[nodiscard]] const Eigen::VectorXd& labels() const noexcept { return labels_; }
    [[nodiscard]] const std::vector<std::uint64_t>& materials() const noexcept { return materials_; }

    /// Puts a further feature at the right.
    void append_feature(Feature info, const Eigen::VectorXd& values) {
        features_.conservativeResize(Eigen::NoChange, features_.cols() + 1);
        features_.rightCols<1>() = values;
        infos_.push_back(std::move(info));
    }

    /// Keeps the rows for which keep[i] is true, in order.
    void keep(const std::vector<bool>& keep) {
        Index kept = 0;
        for (std::size_t i = 0; i < keep.size(); ++i) {
            if (!keep[i]) {
                continue;
            }
            const auto to = static_cast<std::size_t>(kept);
            features_.row(kept) = features_.row(static_cast<Index>(i)).eval();
            labels_[kept] = labels_[static_cast<Index>(i)];
            materials_[to] = materials_[i];
            if (!weights_.empty()) {
                weights_[to] = weights_[i];
            }
            ++kept;
        }
        features_.conservativeResize(kept, Eigen::NoChange);
        labels_.conservativeResize(kept);
        materials_.resize(static_cast<std::size_t>(kept));
        if (!weights_.empty()) {
            weights_.resize(static_cast<std::size_t>(kept));
        }
    }

    /// Keeps the rows whose label is not NaN.
    void drop_missing_labels() {
        std::vector<bool> known(materials_.size());
        for (std::size_t i = 0; i < known.size(); ++i) {
            known[i] = !std::isnan(labels_[static_cast<Index>(i)]);
        }
        keep(known);
    }

    /// A view onto this object; valid until it changes.
    [[nodiscard]] TrainingSet training() const {
        return {features_, labels_, weights_, materials_, infos_, Span<Label>(&label_, 1), stream_};
    }

private:
    RowMatrix features_;
    Eigen::VectorXd labels_;
    std::vector<double> weights_;
    std::vector<std::uint64_t> materials_;
    std::vector<Feature> infos_;
    Label label_;
    Stream stream_;
};

} // namespace sinter
