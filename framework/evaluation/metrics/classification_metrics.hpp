// SPDX-License-Identifier: Apache-2.0
//
// How good predicted class shares are. The predicted class of a row is the one with the largest share; of
// several, the first.
#pragma once

#include <sinter/unknown.hpp>
#include <sinter/views.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sinter::evaluation {

/// NaN: there are no rows, or a share is NaN. None of them may be averaged over folds without a thought: F1,
/// macro F1 and balanced accuracy are means over the classes that occur, and a fold may lack some. Pool the
/// rows of a repeat's folds instead.
struct ClassificationMetrics {

    std::int64_t n = 0;        ///< rows
    double accuracy = unknown; ///< share of rows whose predicted class is right
    double f1 = unknown; ///< mean over the classes, weighted by how often they occur, of 2 P R / (P + R)
    double macro_f1 = unknown;          ///< plain mean of it over the classes that occur or are predicted
    double balanced_accuracy = unknown; ///< mean recall of the classes that occur
    double log_loss = unknown;          ///< mean of -log(share of the right class), shares floored
    double brier = unknown; ///< mean over rows of the sum over classes of (share - is it)^2: 0 .. 2
};

struct ClassificationField {
    std::string_view name;
    double ClassificationMetrics::*value;
};

/// The metrics by name, in the order of the report's columns.
inline constexpr std::array<ClassificationField, 6> classification_fields{{
    {"accuracy", &ClassificationMetrics::accuracy},
    {"f1", &ClassificationMetrics::f1},
    {"macro_f1", &ClassificationMetrics::macro_f1},
    {"balanced_accuracy", &ClassificationMetrics::balanced_accuracy},
    {"log_loss", &ClassificationMetrics::log_loss},
    {"brier", &ClassificationMetrics::brier},
}};

/// A smaller share of the right class counts as this one in the log loss: a forest gives shares of exactly 0,
/// whose logarithm would make one row decide. -log(1e-15) = 34.5.
inline constexpr double smallest_share = 1e-15;

/// `labels` has the class index of each row, `shares` is rows x classes; each row of it sums to 1 (not checked).
///
/// Sources. F1 as lolo (Citrine): precision P is 1 for a class that is never predicted, recall R is 1 for one
/// that never occurs, and a term is 0 where P or R is 0. So a class that occurs and is never predicted counts
/// 0, and one that neither occurs nor is predicted would count 1 in a plain mean: macro F1 leaves it out.
/// Brier score: Brier 1950, the form summed over classes, twice the usual one for two classes.
[[nodiscard]] ClassificationMetrics classification_metrics(std::span<const std::int64_t> labels,
                                                           MatrixView shares);

/// The Brier score of one row: the sum over classes of (share - is it)^2.
[[nodiscard]] double brier_term(std::span<const double> shares, std::int64_t label);

/// The class with the largest share, the first of several; -1 where a share is NaN or there is none.
[[nodiscard]] std::int64_t most_likely_class(std::span<const double> shares);
/// Of each row.
[[nodiscard]] std::vector<std::int64_t> most_likely_classes(MatrixView shares);

/// How often rows of class i were predicted as class j, at i * classes + j. Requires indices in 0 .. classes
/// - 1; a row predicted as -1 is left out.
[[nodiscard]] std::vector<std::int64_t> confusion_matrix(std::span<const std::int64_t> labels,
                                                         std::span<const std::int64_t> predicted,
                                                         std::int64_t classes);

} // namespace sinter::evaluation
