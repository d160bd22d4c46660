// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/guess_the_mean/guess_the_mean.hpp"

#include <sinter/error.hpp>
#include <sinter/label_columns.hpp>
#include <sinter/unknown.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sinter::plugins::guess_the_mean {
namespace {

constexpr std::uint32_t format = 1; ///< of a saved model

/// Of one output.
struct Summary {
    double mean = 0;
    double deviation_of_mean = 0;
    double deviation = 0; ///< NaN for a class
};

double weight_of(const TrainingSet& t, Index row) {
    return t.weights.empty() ? 1.0 : t.weights[static_cast<std::size_t>(row)];
}

void check(const TrainingSet& t) {
    if (!t.weights.empty() && t.weights.size() != static_cast<std::size_t>(t.labels.rows())) {
        fail_invalid("guess_the_mean: labels and weights differ in their number of rows");
    }
    require_sound_labels(t, "guess_the_mean");
    for (Index row = 0; row < t.labels.rows(); ++row) {
        const double weight = weight_of(t, row);
        if (!(weight > 0) || std::isinf(weight)) {
            fail_invalid("guess_the_mean: row " + std::to_string(row) +
                         " of the training set has a weight that is not positive and finite");
        }
    }
}

/// How many different materials have the label: rows of one are no independent values of it.
double materials_with(const TrainingSet& t, Index label) {
    std::unordered_set<std::uint64_t> materials;
    double rows = 0;
    for (Index row = 0; row < t.labels.rows(); ++row) {
        if (!std::isnan(t.labels(row, label))) {
            ++rows;
            if (!t.materials.empty()) {
                materials.insert(t.materials[static_cast<std::size_t>(row)]);
            }
        }
    }
    return t.materials.empty() ? rows : static_cast<double>(materials.size());
}

/// From the mean square deviation of n values: with n - 1 in place of n.
double sample_deviation(double mean_square, double count) {
    return count > 1 ? std::sqrt(mean_square * count / (count - 1)) : unknown;
}

Summary summarise_number(const TrainingSet& t, Index label) {
    const double count = materials_with(t, label);
    double weight = 0;
    double mean = 0;
    double squares = 0;
    // West (1979): one pass, no difference of large sums.
    for (Index row = 0; row < t.labels.rows(); ++row) {
        const double value = t.labels(row, label);
        if (std::isnan(value)) {
            continue;
        }
        const double added = weight_of(t, row);
        const double difference = value - mean;
        weight += added;
        mean += difference * (added / weight);
        squares += added * difference * (value - mean);
    }
    const double deviation = sample_deviation(squares / weight, count);
    return {mean, deviation / std::sqrt(count), deviation};
}

/// A class's share is the mean of its indicator.
std::vector<Summary> summarise_classes(const TrainingSet& t, Index label) {
    std::vector<Summary> classes(class_count(t, label));
    const double count = materials_with(t, label);
    double weight = 0;
    for (Index row = 0; row < t.labels.rows(); ++row) {
        const double value = t.labels(row, label);
        if (!std::isnan(value)) {
            weight += weight_of(t, row);
            classes[static_cast<std::size_t>(value)].mean += weight_of(t, row);
        }
    }
    for (Summary& c : classes) {
        c.mean /= weight;
        c.deviation_of_mean = sample_deviation(c.mean * (1 - c.mean), count) / std::sqrt(count);
        c.deviation = unknown;
    }
    return classes;
}

class MeanModel final : public Model, public Uncertainty, public SavedModel {
public:
    explicit MeanModel(std::vector<Summary> outputs) : outputs_(std::move(outputs)) {}

    void predict(MatrixView x, MatrixOut mean) const override { predict_with_deviations(x, mean, {}, {}); }

    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        for (const MatrixOut& out : {mean, sigma_mean, sigma_obs}) {
            require_outputs(out);
        }
        for (std::size_t k = 0; k < outputs_.size(); ++k) {
            const auto output = static_cast<Index>(k);
            for (Index row = 0; row < x.rows(); ++row) {
                if (mean.wanted()) {
                    mean(row, output) = outputs_[k].mean;
                }
                if (sigma_mean.wanted()) {
                    sigma_mean(row, output) = outputs_[k].deviation_of_mean;
                }
                if (sigma_obs.wanted()) {
                    sigma_obs(row, output) = outputs_[k].deviation;
                }
            }
        }
    }
    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }

    void save(StateWriter& state) const override {
        state.begin("guess_the_mean", format);
        state.count(outputs_.size());
        for (const Summary& output : outputs_) {
            state.real(output.mean);
            state.real(output.deviation_of_mean);
            state.real(output.deviation);
        }
    }
    [[nodiscard]] const SavedModel* saved() const override { return this; }

private:
    void require_outputs(const MatrixOut& out) const {
        if (out.wanted() && out.columns() != static_cast<Index>(outputs_.size())) {
            fail_invalid("guess_the_mean: fitted on " + std::to_string(outputs_.size()) +
                         " outputs, asked to predict " + std::to_string(out.columns()));
        }
    }

    std::vector<Summary> outputs_;
};

} // namespace

Parameters GuessTheMean::parameters() { return {}; }

GuessTheMean::GuessTheMean(const Options& /*options*/) {}

Capabilities GuessTheMean::capabilities() const {
    return SINTER_CAN_REGRESS | SINTER_CAN_CLASSIFY | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS |
           SINTER_CAN_MISSING_FEATURES | SINTER_CAN_CATEGORIES | SINTER_CAN_WEIGHTS;
}

std::shared_ptr<const Model> GuessTheMean::fit(const TrainingSet& training, Host& /*host*/) const {
    check(training);
    std::vector<Summary> outputs;
    for (Index label = 0; label < training.labels.columns(); ++label) {
        if (class_count(training, label) == 0) {
            outputs.push_back(summarise_number(training, label));
            continue;
        }
        const std::vector<Summary> classes = summarise_classes(training, label);
        outputs.insert(outputs.end(), classes.begin(), classes.end());
    }
    return std::make_shared<MeanModel>(std::move(outputs));
}

std::shared_ptr<const Model> GuessTheMean::restore(StateReader& state) const {
    state.begin("guess_the_mean", format, format);
    std::vector<Summary> outputs(state.count("outputs", 3 * sizeof(double)));
    for (Summary& output : outputs) {
        output.mean = state.real("mean");
        output.deviation_of_mean = state.real("sigma_mean");
        output.deviation = state.real("sigma_obs");
    }
    return std::make_shared<MeanModel>(std::move(outputs));
}

} // namespace sinter::plugins::guess_the_mean
