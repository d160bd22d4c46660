// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/ridge.hpp"

#include "plugins/learners/ridge/class_fit.hpp"
#include "plugins/learners/ridge/label_rows.hpp"
#include "plugins/learners/ridge/number_fit.hpp"
#include "plugins/learners/ridge/ridge_model.hpp"
#include "plugins/learners/ridge/ridge_state.hpp"

#include <sinter/error.hpp>
#include <sinter/label_columns.hpp>

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::ridge {
namespace {

[[noreturn]] void refuse(Index row, const std::string& what) {
    fail_invalid("ridge: row " + std::to_string(row) + " of the training set has " + what);
}

void check_sizes(const TrainingSet& t) {
    const auto rows = static_cast<std::size_t>(t.features.rows());
    if (rows == 0) {
        fail_invalid("ridge: the training set has no rows");
    }
    if (t.labels.rows() != t.features.rows() || t.materials.size() != rows ||
        (!t.weights.empty() && t.weights.size() != rows)) {
        fail_invalid("ridge: features, labels, weights and materials differ in their number of rows");
    }
}

/// Returns how many feature values are missing.
Index check_values(const TrainingSet& t) {
    Index missing = 0;
    for (Index row = 0; row < t.features.rows(); ++row) {
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

/// The decompositions that labels share, by their rows.
class Bases {
public:
    explicit Bases(const TrainingSet& training) : training_(training) {}

    const BasisRows& of(const std::vector<Index>& rows) {
        const auto known = made_.find(rows);
        if (known != made_.end()) {
            return known->second;
        }
        return made_
            .emplace(rows, make_basis(during_call(features_of(training_, rows)), weights_of(training_, rows)))
            .first->second;
    }

private:
    const TrainingSet& training_;
    std::map<std::vector<Index>, BasisRows> made_;
};

ClassRows class_rows(const TrainingSet& training, Index label, const std::vector<Index>& rows) {
    ClassRows result{features_of(training, rows),
                     weights_of(training, rows),
                     {},
                     materials_of(training, rows),
                     class_count(training, label)};
    for (const double value : label_of(training, label, rows)) {
        result.classes.push_back(static_cast<std::size_t>(value));
    }
    return result;
}

} // namespace

Parameters Ridge::parameters() {
    Parameters p;
    p.real("penalty", "auto")
        .at_least(0)
        .choices({"auto"})
        .doc("factor of the squared coefficients of the standardised features (of half of them for classes); "
             "auto: for each label, by generalised cross-validation (over materials left out one by one if "
             "some have several rows), or for classes by the log loss of materials left out in 5 folds");
    return p;
}

Ridge::Ridge(const Options& options) {
    if (!options.is_text("penalty")) {
        penalty_ = options.real("penalty");
    }
}

Capabilities Ridge::capabilities() const {
    return SINTER_CAN_REGRESS | SINTER_CAN_CLASSIFY | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS |
           SINTER_CAN_MISSING_FEATURES | SINTER_CAN_WEIGHTS;
}

std::shared_ptr<const Model> Ridge::fit(const TrainingSet& training, Host& host) const {
    check_sizes(training);
    require_sound_labels(training, "ridge");
    const Index missing = check_values(training);
    if (missing > 0) {
        host.log(LogLevel::notice, "ridge: " + std::to_string(missing) +
                                       " missing feature values replaced by the training mean");
    }
    Bases bases(training);
    std::vector<LabelFit> labels;
    for (Index label = 0; label < training.labels.columns(); ++label) {
        const std::vector<Index> rows = rows_with(training.labels, label);
        const BasisRows& basis = bases.of(rows);
        if (class_count(training, label) == 0) {
            labels.emplace_back(
                fit_number(basis, label_of(training, label, rows), materials_of(training, rows), penalty_));
            continue;
        }
        const ClassRows classes = class_rows(training, label, rows);
        const double penalty =
            penalty_ ? *penalty_
                     : penalty_by_log_loss(classes, training.stream, host) * static_cast<double>(rows.size());
        labels.emplace_back(fit_classes(basis, classes, penalty));
    }
    return std::make_shared<RidgeModel>(training.features.columns(), std::move(labels));
}

std::shared_ptr<const Model> Ridge::restore(StateReader& state) const { return read_state(state); }

} // namespace sinter::plugins::ridge
