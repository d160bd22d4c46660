// SPDX-License-Identifier: Apache-2.0
//
// The rows of a task, gathered into what a learner is fitted on.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>
#include <sinter/unknown.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sinter {

/// Owns gathered features, labels and weights; a strategy may change them (subtract a source's prediction
/// from the labels, append columns or rows, drop rows) before it takes the training set.
class TaskRows {
public:
    TaskRows(const TransferProblem& problem, const Task& task)
        : TaskRows(problem, task.rows, ConstVectorMap(task.labels.data(), as_index(task.labels.size())),
                   {task.label}, {task.weights.begin(), task.weights.end()}, task.stream) {
        if (!task.errors.empty()) {
            noise_ = ConstVectorMap(task.errors.data(), as_index(task.errors.size())).array().square();
        }
    }

    /// Several labels side by side: labels is rows x label_infos, NaN where a row lacks the label.
    TaskRows(const TransferProblem& problem, Span<std::int64_t> rows, RowMatrix labels,
             std::vector<Label> label_infos, std::vector<double> weights, Stream stream)
        : features_(as_index(rows.size()), problem.features.columns()), labels_(std::move(labels)),
          weights_(std::move(weights)),
          feature_infos_(problem.feature_infos.begin(), problem.feature_infos.end()),
          label_infos_(std::move(label_infos)), stream_(stream) {
        const auto all = problem.features.map();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            features_.row(as_index(i)) = all.row(rows[i]);
            materials_.push_back(problem.materials[static_cast<std::size_t>(rows[i])]);
        }
    }

    /// Some rows and some labels of a training set.
    TaskRows(const TrainingSet& all, const std::vector<Index>& rows, const std::vector<Index>& labels)
        : features_(all.features.map()(rows, Eigen::all)), labels_(all.labels.map()(rows, labels)),
          weights_(chosen(all.weights, rows)), materials_(chosen(all.materials, rows)),
          feature_infos_(all.feature_infos.begin(), all.feature_infos.end()),
          label_infos_(chosen(all.label_infos, labels)), label_weights_(chosen(all.label_weights, labels)),
          stream_(all.stream) {
        if (all.noise.columns() > 0) {
            noise_ = all.noise.map()(rows, labels);
        }
    }

    [[nodiscard]] Index size() const noexcept { return features_.rows(); }
    [[nodiscard]] const RowMatrix& features() const noexcept { return features_; }
    /// size() x labels: one column for one task, whatever its kind (a class label is a class index).
    [[nodiscard]] RowMatrix& labels() noexcept { return labels_; }
    [[nodiscard]] const RowMatrix& labels() const noexcept { return labels_; }
    [[nodiscard]] const std::vector<std::uint64_t>& materials() const noexcept { return materials_; }
    /// One per row; empty: all one.
    [[nodiscard]] std::vector<double>& weights() noexcept { return weights_; }
    [[nodiscard]] const std::vector<double>& weights() const noexcept { return weights_; }
    /// size() x labels: the variances of the labels' stated errors, NaN if not stated; without columns if none
    /// is. Who multiplies a label multiplies its variance by the square.
    [[nodiscard]] RowMatrix& noise() noexcept { return noise_; }

    /// Puts further features at the right; values is size() x infos.
    void append_features(const std::vector<Feature>& infos, const RowMatrix& values) {
        features_.conservativeResize(Eigen::NoChange, features_.cols() + values.cols());
        features_.rightCols(values.cols()) = values;
        feature_infos_.insert(feature_infos_.end(), infos.begin(), infos.end());
    }

    /// Puts other features in the place of those that are there; values is size() x infos.
    void replace_features(const std::vector<Feature>& infos, const RowMatrix& values) {
        features_ = values;
        feature_infos_ = infos;
    }

    /// Puts the rows of another task, with the same features, below these, as if they had this task's label.
    void append_rows(const TaskRows& more) {
        const Index total = size() + more.size();
        if (!weights_.empty() || !more.weights_.empty()) { // rows without weights weigh one
            weights_.resize(static_cast<std::size_t>(size()), 1);
            weights_.insert(weights_.end(), more.weights_.begin(), more.weights_.end());
            weights_.resize(static_cast<std::size_t>(total), 1);
        }
        features_.conservativeResize(total, Eigen::NoChange);
        features_.bottomRows(more.size()) = more.features_;
        if (noise_.cols() > 0 || more.noise_.cols() > 0) { // rows without stated errors have unknown ones
            RowMatrix noise = RowMatrix::Constant(total, labels_.cols(), unknown);
            noise.topLeftCorner(noise_.rows(), noise_.cols()) = noise_;
            noise.bottomLeftCorner(more.noise_.rows(), more.noise_.cols()) = more.noise_;
            noise_ = std::move(noise);
        }
        labels_.conservativeResize(total, Eigen::NoChange);
        labels_.bottomRows(more.size()) = more.labels_;
        materials_.insert(materials_.end(), more.materials_.begin(), more.materials_.end());
    }

    /// Keeps these rows, in this order.
    void keep(const std::vector<Index>& rows) {
        features_ = features_(rows, Eigen::all).eval();
        labels_ = labels_(rows, Eigen::all).eval();
        if (noise_.cols() > 0) {
            noise_ = noise_(rows, Eigen::all).eval();
        }
        weights_ = chosen<double>(weights_, rows);
        materials_ = chosen<std::uint64_t>(materials_, rows);
    }

    /// A view onto this object; valid until it changes.
    [[nodiscard]] TrainingSet training() const {
        return {features_,    labels_, weights_,       materials_, feature_infos_,
                label_infos_, stream_, label_weights_, noise_};
    }

private:
    [[nodiscard]] static Index as_index(std::size_t size) { return static_cast<Index>(size); }
    template <class T>
    [[nodiscard]] static std::vector<T> chosen(Span<T> from, const std::vector<Index>& indices) {
        std::vector<T> result;
        for (std::size_t i = 0; i < indices.size() && !from.empty(); ++i) {
            result.push_back(from[static_cast<std::size_t>(indices[i])]);
        }
        return result;
    }

    RowMatrix features_;
    RowMatrix labels_;
    std::vector<double> weights_;
    std::vector<std::uint64_t> materials_;
    std::vector<Feature> feature_infos_;
    std::vector<Label> label_infos_;
    std::vector<double> label_weights_;
    Stream stream_;
    RowMatrix noise_;
};

/// The rows of a matrix that hold no NaN.
[[nodiscard]] inline std::vector<Index> complete_rows(const RowMatrix& matrix) {
    std::vector<Index> rows;
    for (Index i = 0; i < matrix.rows(); ++i) {
        if (!matrix.row(i).hasNaN()) {
            rows.push_back(i);
        }
    }
    return rows;
}

} // namespace sinter
