// SPDX-License-Identifier: Apache-2.0
//
// What every learner asks of the label columns it is fitted on.
#pragma once

#include <sinter/error.hpp>
#include <sinter/learner.hpp>
#include <sinter/views.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace sinter {

/// 0: the label is a number. In a training set without label_infos every label is.
[[nodiscard]] inline std::uint32_t class_count(const TrainingSet& training, Index label) {
    return training.label_infos.empty() ? 0
                                        : training.label_infos[static_cast<std::size_t>(label)].class_count;
}

/// How much the label counts beside the others.
[[nodiscard]] inline double label_weight(const TrainingSet& training, Index label) {
    return training.label_weights.empty() ? 1.0 : training.label_weights[static_cast<std::size_t>(label)];
}

/// `label 1 "gap"`, for messages.
[[nodiscard]] inline std::string label_text(const TrainingSet& training, Index label) {
    const auto k = static_cast<std::size_t>(label);
    const std::string number = "label " + std::to_string(label);
    const bool named = !training.label_infos.empty() && !training.label_infos[k].name.empty();
    return named ? number + " \"" + training.label_infos[k].name + "\"" : number;
}

namespace label_columns {

inline void require_sizes(const TrainingSet& t, const std::string& learner) {
    const auto labels = static_cast<std::size_t>(t.labels.columns());
    if (labels == 0) {
        fail_invalid(learner + ": the training set has no label");
    }
    if ((!t.label_infos.empty() && t.label_infos.size() != labels) ||
        (!t.label_weights.empty() && t.label_weights.size() != labels)) {
        fail_invalid(learner + ": labels, their infos and their weights differ in number");
    }
}

inline void require_value(const TrainingSet& t, Index row, Index label, const std::string& learner) {
    const double value = t.labels(row, label);
    const std::uint32_t classes = class_count(t, label);
    const std::string where = learner + ": row " + std::to_string(row) + " of the training set has ";
    if (std::isinf(value)) {
        fail_invalid(where + "an infinite value of " + label_text(t, label));
    }
    if (classes > 0 && !(value >= 0 && value < classes && std::floor(value) == value)) {
        fail_invalid(where + std::to_string(value) + " as " + label_text(t, label) +
                     ", whose classes are the whole numbers from 0 to " + std::to_string(classes - 1));
    }
}

} // namespace label_columns

/// Throws Error (SINTER_INVALID_ARGUMENT), whose text begins with the learner's id, for a training set
/// without labels, a label without any value, an infinite value, a class that is not a whole number below
/// class_count, and a label weight that is not positive and finite. NaN is a missing label, and sound.
inline void require_sound_labels(const TrainingSet& training, const std::string& learner) {
    label_columns::require_sizes(training, learner);
    for (Index label = 0; label < training.labels.columns(); ++label) {
        if (!(label_weight(training, label) > 0) || std::isinf(label_weight(training, label))) {
            fail_invalid(learner + ": " + label_text(training, label) +
                         " has a weight that is not positive and finite");
        }
        bool found = false;
        for (Index row = 0; row < training.labels.rows(); ++row) {
            if (!std::isnan(training.labels(row, label))) {
                label_columns::require_value(training, row, label, learner);
                found = true;
            }
        }
        if (!found) {
            fail_invalid(learner + ": " + label_text(training, label) + " has no value in the training set");
        }
    }
}

} // namespace sinter
