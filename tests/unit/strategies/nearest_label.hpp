// SPDX-License-Identifier: Apache-2.0
//
// A learner whose models can be worked out by hand: it predicts the mean label of the training rows with the
// same first feature, and out of bag the mean over those of other materials. So a leak of a material's own
// label shows at once.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/model.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace sinter::tests {

class SameFeatureMean final : public Model, private OutOfBag {
public:
    struct Row {
        double feature;
        double label;
        std::uint64_t material;
    };
    explicit SameFeatureMean(std::vector<Row> rows) : rows_(std::move(rows)) {}

    void predict(MatrixView x, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            mean(i, 0) = mean_of(x(i, 0), nullptr);
        }
    }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }
    /// What the model was fitted on.
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

private:
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            mean(i, 0) = mean_of(x(i, 0), &materials[static_cast<std::size_t>(i)]);
        }
    }
    [[nodiscard]] double mean_of(double feature, const std::uint64_t* without) const {
        double sum = 0;
        double count = 0;
        for (const auto& row : rows_) {
            if (row.feature != feature || (without != nullptr && row.material == *without)) {
                continue;
            }
            sum += row.label;
            count += 1;
        }
        return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
    }
    std::vector<Row> rows_;
};

class SameFeatureMeanLearner final : public Learner {
public:
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training,
                                                   Host& /*host*/) const override {
        std::vector<SameFeatureMean::Row> rows;
        for (Index i = 0; i < training.features.rows(); ++i) {
            rows.push_back({training.features(i, 0), training.labels(i, 0),
                            training.materials[static_cast<std::size_t>(i)]});
        }
        return std::make_shared<SameFeatureMean>(std::move(rows));
    }
};

} // namespace sinter::tests
