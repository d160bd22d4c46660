// SPDX-License-Identifier: Apache-2.0
#include "ridge.hpp"

#include "decomposition.hpp"
#include "ridge_model.hpp"
#include "standardise.hpp"

#include <sinter/error.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::ridge {
namespace {

[[noreturn]] void refuse(Index row, const std::string& what) {
    fail_invalid("ridge: row " + std::to_string(row) + " of the training set has " + what);
}

void check_sizes(const TrainingSet& t) {
    if (t.features.rows() == 0) {
        fail_invalid("ridge: the training set has no rows");
    }
    if (t.labels.rows() != t.features.rows() ||
        (!t.weights.empty() && t.weights.size() != static_cast<std::size_t>(t.features.rows()))) {
        fail_invalid("ridge: features, labels and weights differ in their number of rows");
    }
}

/// Returns how many feature values are missing.
Index check_values(const TrainingSet& t) {
    Index missing = 0;
    for (Index row = 0; row < t.features.rows(); ++row) {
        for (Index label = 0; label < t.labels.columns(); ++label) {
            if (!std::isfinite(t.labels(row, label))) {
                refuse(row, "a label that is NaN or infinite");
            }
        }
        const double weight = t.weights.empty() ? 1 : t.weights[static_cast<std::size_t>(row)];
        if (!(weight > 0) || std::isinf(weight)) {
            refuse(row, "a weight that is not positive and finite");
        }
        for (Index feature = 0; feature < t.features.columns(); ++feature) {
            const double value = t.features(row, feature);
            if (std::isinf(value)) {
                refuse(row, "an infinite value of feature " + std::to_string(feature));
            }
            missing += std::isnan(value) ? 1 : 0;
        }
    }
    return missing;
}

/// Scaled to mean 1, so that a penalty means the same with and without weights.
Eigen::VectorXd scaled_weights(const TrainingSet& t) {
    const Index rows = t.features.rows();
    if (t.weights.empty()) {
        return Eigen::VectorXd::Ones(rows);
    }
    const ConstVectorMap given(t.weights.data(), rows);
    const Eigen::VectorXd bounded = given / given.maxCoeff();
    return bounded / bounded.mean();
}

LabelFit unpenalised_intercept(const Eigen::VectorXd& label, const Eigen::VectorXd& weights) {
    LabelFit fit;
    const double base = label(0); // the mean of equal labels is exactly that label
    fit.intercept = base + weights.dot((label.array() - base).matrix()) / weights.sum();
    return fit;
}

} // namespace

Parameters Ridge::parameters() {
    Parameters p;
    p.real("penalty", "auto")
        .at_least(0)
        .choices({"auto"})
        .doc("factor of the squared coefficients of the standardised features; auto: by generalised "
             "cross-validation, "
             "for each label");
    return p;
}

Ridge::Ridge(const Options& options) : choose_penalty_(options.is_text("penalty")) {
    if (!choose_penalty_) {
        penalty_ = options.real("penalty");
    }
}

Capabilities Ridge::capabilities() const {
    return SINTER_CAN_REGRESS | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_FEATURES | SINTER_CAN_WEIGHTS;
}

std::shared_ptr<const Model> Ridge::fit(const TrainingSet& training, Host& host) const {
    check_sizes(training);
    const Index missing = check_values(training);
    if (missing > 0) {
        host.log(LogLevel::notice, "ridge: " + std::to_string(missing) +
                                       " missing feature values replaced by the training mean");
    }
    const Eigen::VectorXd weights = scaled_weights(training);
    const Eigen::VectorXd roots = weights.cwiseSqrt();
    Standardisation standardisation = standardisation_of(training.features, weights);
    RowMatrix a = standardisation.apply(training.features);
    // Imputed values stand at the mean, so every column of the weighted matrix is centred and the intercept
    // is apart.
    a = (roots.asDiagonal() * a).eval();
    Decomposition decomposition = decompose(a);

    const auto rows = static_cast<double>(a.rows());
    std::vector<LabelFit> labels;
    for (Index k = 0; k < training.labels.columns(); ++k) {
        const Eigen::VectorXd label = training.labels.map().col(k);
        LabelFit fit = unpenalised_intercept(label, weights);
        const Projection y =
            project(decomposition, a, roots.cwiseProduct((label.array() - fit.intercept).matrix()));
        fit.penalty = choose_penalty_ ? penalty_by_cross_validation(decomposition, y) : penalty_;
        const Eigen::ArrayXd shrunk = decomposition.squares.array().sqrt() * y.along.array() /
                                      (decomposition.squares.array() + fit.penalty);
        fit.coefficients = decomposition.directions * shrunk.matrix();
        const Fit at = fit_at(decomposition, y, fit.penalty);
        const bool spare = rows - at.freedom > 1e-9 * rows;
        fit.noise_variance =
            spare ? at.residual / (rows - at.freedom) : std::numeric_limits<double>::quiet_NaN();
        labels.push_back(std::move(fit));
    }
    return std::make_shared<RidgeModel>(std::move(standardisation), std::move(decomposition),
                                        std::move(labels), rows);
}

} // namespace sinter::plugins::ridge
