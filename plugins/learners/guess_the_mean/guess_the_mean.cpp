// SPDX-License-Identifier: Apache-2.0
#include "guess_the_mean.hpp"

#include <sinter/error.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::guess_the_mean {
namespace {

struct Summary {
    double mean = 0;
    double deviation = 0;
    double deviation_of_mean = 0;
};

double weight_of(const TrainingSet& t, Index row) {
    return t.weights.empty() ? 1.0 : t.weights[static_cast<std::size_t>(row)];
}

void check(const TrainingSet& t) {
    if (!t.weights.empty() && t.weights.size() != static_cast<std::size_t>(t.labels.rows())) {
        fail_invalid("guess_the_mean: labels and weights differ in their number of rows");
    }
    for (Index row = 0; row < t.labels.rows(); ++row) {
        const double weight = weight_of(t, row);
        if (!(weight > 0) || std::isinf(weight)) {
            fail_invalid("guess_the_mean: row " + std::to_string(row) +
                         " of the training set has a weight that is not positive and finite");
        }
    }
}

Summary summarise(const TrainingSet& t, Index label) {
    double count = 0;
    double weight = 0;
    double mean = 0;
    double squares = 0;
    // West (1979): one pass, no difference of large sums.
    for (Index row = 0; row < t.labels.rows(); ++row) {
        const double value = t.labels(row, label);
        if (std::isnan(value)) {
            continue;
        }
        if (std::isinf(value)) {
            fail_invalid("guess_the_mean: row " + std::to_string(row) +
                         " of the training set has an infinite label");
        }
        const double added = weight_of(t, row);
        const double difference = value - mean;
        ++count;
        weight += added;
        mean += difference * (added / weight);
        squares += added * difference * (value - mean);
    }
    if (count == 0) {
        fail_invalid("guess_the_mean: label " + std::to_string(label) + " has no value in the training set");
    }
    const double deviation = count > 1 ? std::sqrt(squares / weight * count / (count - 1))
                                       : std::numeric_limits<double>::quiet_NaN();
    return {mean, deviation, deviation / std::sqrt(count)};
}

class MeanModel final : public Model, public Uncertainty {
public:
    explicit MeanModel(std::vector<Summary> labels) : labels_(std::move(labels)) {}

    void predict(MatrixView x, MatrixOut mean) const override { predict_with_deviations(x, mean, {}, {}); }

    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        for (std::size_t k = 0; k < labels_.size(); ++k) {
            const auto label = static_cast<Index>(k);
            for (Index row = 0; row < x.rows(); ++row) {
                if (mean.wanted()) {
                    mean(row, label) = labels_[k].mean;
                }
                if (sigma_mean.wanted()) {
                    sigma_mean(row, label) = labels_[k].deviation_of_mean;
                }
                if (sigma_obs.wanted()) {
                    sigma_obs(row, label) = labels_[k].deviation;
                }
            }
        }
    }
    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }

private:
    std::vector<Summary> labels_;
};

} // namespace

Parameters GuessTheMean::parameters() { return {}; }

GuessTheMean::GuessTheMean(const Options& /*options*/) {}

Capabilities GuessTheMean::capabilities() const {
    return SINTER_CAN_REGRESS | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS |
           SINTER_CAN_MISSING_FEATURES | SINTER_CAN_CATEGORIES | SINTER_CAN_WEIGHTS;
}

std::shared_ptr<const Model> GuessTheMean::fit(const TrainingSet& training, Host& /*host*/) const {
    check(training);
    std::vector<Summary> labels;
    for (Index label = 0; label < training.labels.columns(); ++label) {
        labels.push_back(summarise(training, label));
    }
    return std::make_shared<MeanModel>(std::move(labels));
}

} // namespace sinter::plugins::guess_the_mean
