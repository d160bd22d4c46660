// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/ridge_model.hpp"

#include "plugins/learners/ridge/ridge_state.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace sinter::plugins::ridge {
namespace {

Index outputs_of(const LabelFit& label) {
    const auto* classes = std::get_if<ClassFit>(&label);
    return classes != nullptr ? static_cast<Index>(classes->class_count) : 1;
}

/// Writes the label's deviations from `column` on.
void write_deviations(const LabelFit& label, MatrixView x, Index row, Index column, MatrixOut sigma_mean,
                      MatrixOut sigma_obs) {
    const auto* number = std::get_if<NumberFit>(&label);
    const double variance =
        number != nullptr ? number->variance(x, row) : std::numeric_limits<double>::quiet_NaN();
    const double noise = number != nullptr ? number->noise_variance : variance;
    for (Index output = 0; output < outputs_of(label); ++output) {
        if (sigma_mean.wanted()) {
            sigma_mean(row, column + output) = std::sqrt(variance);
        }
        if (sigma_obs.wanted()) {
            sigma_obs(row, column + output) = std::sqrt(noise + variance);
        }
    }
}

} // namespace

RidgeModel::RidgeModel(Index features, std::vector<LabelFit> labels)
    : features_(features), labels_(std::move(labels)) {}

const Uncertainty* RidgeModel::uncertainty() const {
    const bool numbers = std::any_of(labels_.begin(), labels_.end(), [](const LabelFit& label) {
        return std::holds_alternative<NumberFit>(label);
    });
    return numbers ? this : nullptr;
}

void RidgeModel::require_width(MatrixView x) const {
    if (x.columns() != features_) {
        fail_invalid("ridge: fitted on " + std::to_string(features_) + " features, asked to predict from " +
                     std::to_string(x.columns()));
    }
}

void RidgeModel::require_outputs(MatrixOut out) const {
    Index outputs = 0;
    for (const LabelFit& label : labels_) {
        outputs += outputs_of(label);
    }
    if (out.wanted() && out.columns() != outputs) {
        fail_invalid("ridge: fitted on " + std::to_string(outputs) + " outputs, asked to predict " +
                     std::to_string(out.columns()));
    }
}

void RidgeModel::save(StateWriter& state) const { write_state(*this, state); }

void RidgeModel::predict(MatrixView x, MatrixOut mean) const {
    require_width(x);
    require_outputs(mean);
    Index column = 0;
    for (const LabelFit& label : labels_) {
        if (const auto* number = std::get_if<NumberFit>(&label)) {
            for (Index row = 0; row < x.rows(); ++row) {
                mean(row, column) = number->mean(x, row);
            }
        } else {
            const auto& classes = std::get<ClassFit>(label);
            std::vector<double> probabilities(classes.class_count);
            for (Index row = 0; row < x.rows(); ++row) {
                classes.probabilities(x, row, probabilities.data());
                for (std::size_t c = 0; c < probabilities.size(); ++c) {
                    mean(row, column + static_cast<Index>(c)) = probabilities[c];
                }
            }
        }
        column += outputs_of(label);
    }
}

void RidgeModel::predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                         MatrixOut sigma_obs) const {
    require_width(x);
    require_outputs(sigma_mean);
    require_outputs(sigma_obs);
    if (mean.wanted()) {
        predict(x, mean);
    }
    // Row by row: the bits of a row's result must not depend on its neighbours.
    for (Index row = 0; row < x.rows(); ++row) {
        Index column = 0;
        for (const LabelFit& label : labels_) {
            write_deviations(label, x, row, column, sigma_mean, sigma_obs);
            column += outputs_of(label);
        }
    }
}

} // namespace sinter::plugins::ridge
