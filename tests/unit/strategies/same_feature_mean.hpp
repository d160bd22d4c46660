// SPDX-License-Identifier: Apache-2.0
//
// A learner whose models can be worked out by hand: it predicts the weighted mean label of the training rows
// with the same features (for classes: their shares), and out of bag the mean over those of other materials.
// So a leak of a material's own label shows at once. Each label is fitted over the rows that have it.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/model.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace sinter::tests {

/// A training set as a learner got it.
struct RecordedFit {
    RowMatrix features;
    Eigen::MatrixXd labels;
    std::vector<double> weights;
    std::vector<double> label_weights;
    std::vector<std::uint64_t> materials;
    std::vector<Feature> feature_infos;
    std::vector<Label> label_infos;
    Stream stream;

    explicit RecordedFit(const TrainingSet& t)
        : features(t.features.map()), labels(t.labels.map()), weights(t.weights.begin(), t.weights.end()),
          label_weights(t.label_weights.begin(), t.label_weights.end()),
          materials(t.materials.begin(), t.materials.end()),
          feature_infos(t.feature_infos.begin(), t.feature_infos.end()),
          label_infos(t.label_infos.begin(), t.label_infos.end()), stream(t.stream) {}
};

struct SameFeatureMeanOptions {
    Index columns = 1;    ///< how many features are compared, from the left; 0: all
    bool has_bags = true; ///< whether its models have out-of-bag predictions of their own
    /// NaN: its models know no deviation; otherwise sigma_mean of every output, and half of sigma_obs.
    double deviation = std::numeric_limits<double>::quiet_NaN();
    std::vector<RecordedFit>* fits = nullptr; ///< where training sets are recorded
    std::vector<RowMatrix>* asked = nullptr;  ///< where the features of plain predictions are recorded
};

class SameFeatureMean final : public Model, private OutOfBag, private Uncertainty {
public:
    SameFeatureMean(RecordedFit training, const SameFeatureMeanOptions& options)
        : training_(std::move(training)), options_(options) {
        if (options_.columns == 0) {
            options_.columns = training_.features.cols();
        }
    }

    void predict(MatrixView x, MatrixOut mean) const override {
        if (options_.asked != nullptr) {
            options_.asked->emplace_back(x.map());
        }
        for (Index i = 0; i < x.rows(); ++i) {
            predict_row(x, i, nullptr, mean);
        }
    }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return options_.has_bags ? this : nullptr; }
    [[nodiscard]] const Uncertainty* uncertainty() const override {
        return std::isnan(options_.deviation) ? nullptr : this;
    }

private:
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            predict_row(x, i, &materials[static_cast<std::size_t>(i)], mean);
        }
    }
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        if (mean.wanted()) {
            predict(x, mean);
        }
        if (sigma_mean.wanted()) {
            sigma_mean.map().setConstant(options_.deviation);
        }
        if (sigma_obs.wanted()) {
            sigma_obs.map().setConstant(2 * options_.deviation);
        }
    }

    void predict_row(MatrixView x, Index row, const std::uint64_t* without, MatrixOut mean) const {
        Index output = 0;
        for (std::size_t k = 0; k < training_.label_infos.size(); ++k) {
            const Index outputs = output_count(training_.label_infos[k]);
            Eigen::VectorXd sum = Eigen::VectorXd::Zero(outputs);
            double total = 0;
            for (Index i = 0; i < training_.features.rows(); ++i) {
                const double label = training_.labels(i, static_cast<Index>(k));
                const auto at = static_cast<std::size_t>(i);
                if (!same_features(x, row, i) || std::isnan(label) ||
                    (without != nullptr && training_.materials[at] == *without)) {
                    continue;
                }
                const double weight = training_.weights.empty() ? 1 : training_.weights[at];
                const bool classes = training_.label_infos[k].class_count > 0;
                sum[classes ? static_cast<Index>(label) : 0] += weight * (classes ? 1 : label);
                total += weight;
            }
            for (Index c = 0; c < outputs; ++c, ++output) {
                mean(row, output) = total > 0 ? sum[c] / total : std::numeric_limits<double>::quiet_NaN();
            }
        }
    }
    [[nodiscard]] bool same_features(MatrixView x, Index row, Index training_row) const {
        for (Index j = 0; j < options_.columns; ++j) {
            if (x(row, j) != training_.features(training_row, j)) {
                return false;
            }
        }
        return true;
    }

    RecordedFit training_;
    SameFeatureMeanOptions options_;
};

class SameFeatureMeanLearner final : public Learner {
public:
    explicit SameFeatureMeanLearner(const SameFeatureMeanOptions& options = {}) : options_(options) {}

    [[nodiscard]] Capabilities capabilities() const override {
        return SINTER_CAN_REGRESS | SINTER_CAN_CLASSIFY | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS |
               SINTER_CAN_WEIGHTS;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training,
                                                   Host& /*host*/) const override {
        RecordedFit own(training);
        if (options_.fits != nullptr) {
            options_.fits->push_back(own);
        }
        return std::make_shared<SameFeatureMean>(std::move(own), options_);
    }

private:
    SameFeatureMeanOptions options_;
};

} // namespace sinter::tests
