// SPDX-License-Identifier: Apache-2.0
//
// The learner and the strategy that the kit's host gives to the plugin under test. They are simple enough to
// be right, take whatever a training set can hold, and stop when they are asked to.
#pragma once

#include <sinter/error.hpp>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/prediction.hpp>
#include <sinter/strategy.hpp>
#include <sinter/task_rows.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::testkit {

// The names that options of a strategy under test are given.
inline constexpr const char* learner_names[] = {"kit_learner", "kit_other_learner"};
inline constexpr const char* strategy_names[] = {"kit_strategy", "kit_other_strategy"};

[[nodiscard]] inline bool is_stand_in_learner(std::string_view name) {
    return name == learner_names[0] || name == learner_names[1];
}
[[nodiscard]] inline bool is_stand_in_strategy(std::string_view name) {
    return name == strategy_names[0] || name == strategy_names[1];
}

/// The mean of the labels, each weighted by how near its row is: 1 / (0.1 + squared distance).
class StandInModel final : public Model {
public:
    StandInModel(const TrainingSet& t, double shift)
        : features_(t.features.map()), labels_(t.labels.map()),
          weights_(Eigen::VectorXd::Ones(t.labels.rows())), shift_(shift) {
        for (const Label& label : t.label_infos) {
            class_counts_.push_back(label.class_count);
        }
        for (std::size_t i = 0; i < t.weights.size(); ++i) {
            weights_[static_cast<Index>(i)] = t.weights[i];
        }
    }

    void predict(MatrixView x, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            Index output = 0;
            for (std::size_t label = 0; label < class_counts_.size(); ++label) {
                const auto k = static_cast<Index>(label);
                if (class_counts_[label] == 0) {
                    mean(i, output++) = shift_ + share(x, i, k, [](double value) { return value; });
                    continue;
                }
                for (std::uint32_t c = 0; c < class_counts_[label]; ++c) {
                    mean(i, output++) = share(x, i, k, [&](double value) { return value == c ? 1.0 : 0.0; });
                }
            }
        }
    }

private:
    template <class Part>
    double share(MatrixView x, Index i, Index label, const Part& part) const {
        double sum = 0;
        double total = 0;
        for (Index r = 0; r < labels_.rows(); ++r) {
            if (!std::isnan(labels_(r, label))) {
                const double weight = weights_[r] / (0.1 + squared_distance(x, i, r));
                sum += weight * part(labels_(r, label));
                total += weight;
            }
        }
        return sum / total;
    }
    [[nodiscard]] double squared_distance(MatrixView x, Index i, Index r) const {
        double sum = 0;
        for (Index j = 0; j < features_.cols(); ++j) {
            const double difference = x(i, j) - features_(r, j);
            sum += std::isnan(difference) ? 0 : difference * difference;
        }
        return sum;
    }

    RowMatrix features_;
    RowMatrix labels_;
    Eigen::VectorXd weights_;
    std::vector<std::uint32_t> class_counts_;
    double shift_;
};

class StandInLearner final : public Learner {
public:
    explicit StandInLearner(double shift = 0) : shift_(shift) {}
    [[nodiscard]] Capabilities capabilities() const override {
        return SINTER_CAN_REGRESS | SINTER_CAN_CLASSIFY | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS |
               SINTER_CAN_MISSING_FEATURES | SINTER_CAN_CATEGORIES | SINTER_CAN_WEIGHTS;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override {
        if (host.cancelled()) {
            throw Error(SINTER_CANCELLED, "the host was asked to stop");
        }
        const auto labels = training.labels.map();
        for (Index k = 0; k < labels.cols(); ++k) {
            if (labels.col(k).array().isNaN().all()) { // also where there are no rows
                fail_invalid("no row has the label " + std::to_string(k));
            }
        }
        return std::make_shared<StandInModel>(training, shift_);
    }

private:
    double shift_;
};

/// Fits each target by itself.
class StandInTransferModel final : public TransferModel {
public:
    StandInTransferModel(std::vector<std::shared_ptr<const Model>> models, std::vector<Label> labels)
        : models_(std::move(models)), labels_(std::move(labels)) {}
    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        Prediction all(candidates.features.rows(), output_count(Span<Label>(labels_)));
        Index first = 0;
        for (std::size_t k = 0; k < models_.size(); ++k) {
            const Index count = output_count(labels_[k]);
            all.mean.middleCols(first, count) =
                predict_label(*models_[k], candidates.features, labels_[k]).mean;
            first += count;
        }
        write_prediction(all, out);
    }

private:
    std::vector<std::shared_ptr<const Model>> models_;
    std::vector<Label> labels_;
};

class StandInStrategy final : public TransferStrategy {
public:
    [[nodiscard]] StrategyNeeds needs() const override {
        StrategyNeeds needs;
        needs.max_sources = 64;
        needs.max_targets = 64;
        return needs;
    }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        std::vector<std::shared_ptr<const Model>> models;
        std::vector<Label> labels;
        const auto learner = host.make_learner(learner_names[0]);
        for (const Task& target : problem.targets) {
            models.push_back(learner->fit(TaskRows(problem, target).training(), host));
            labels.push_back(target.label);
        }
        return std::make_shared<StandInTransferModel>(std::move(models), std::move(labels));
    }
};

} // namespace sinter::testkit
