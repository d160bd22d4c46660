// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/classification_metrics.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sinter::evaluation {

namespace {

/// What the confusion matrix says of one class.
struct ClassCounts {
    double right = 0;
    double occurs = 0;
    double predicted = 0;

    [[nodiscard]] double precision() const { return predicted > 0 ? right / predicted : 1; }
    [[nodiscard]] double recall() const { return occurs > 0 ? right / occurs : 1; }
    [[nodiscard]] double f1() const {
        const double p = precision();
        const double r = recall();
        return p > 0 && r > 0 ? 2 * p * r / (p + r) : 0;
    }
};

std::vector<ClassCounts> count(std::span<const std::int64_t> labels, std::span<const std::int64_t> predicted,
                               std::int64_t classes) {
    std::vector<ClassCounts> counts(static_cast<std::size_t>(classes));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        counts[static_cast<std::size_t>(labels[i])].occurs += 1;
        counts[static_cast<std::size_t>(predicted[i])].predicted += 1;
        counts[static_cast<std::size_t>(labels[i])].right += labels[i] == predicted[i] ? 1 : 0;
    }
    return counts;
}

void add_class_metrics(const std::vector<ClassCounts>& counts, ClassificationMetrics& metrics) {
    double right = 0;
    double weighted = 0;
    double f1_sum = 0;
    double f1_classes = 0;
    double recalls = 0;
    double recall_classes = 0;
    for (const auto& c : counts) {
        right += c.right;
        weighted += c.occurs * c.f1();
        if (c.occurs > 0 || c.predicted > 0) {
            f1_sum += c.f1();
            f1_classes += 1;
        }
        if (c.occurs > 0) {
            recalls += c.recall();
            recall_classes += 1;
        }
    }
    const auto n = static_cast<double>(metrics.n);
    metrics.accuracy = right / n;
    metrics.f1 = weighted / n;
    metrics.macro_f1 = f1_sum / f1_classes;
    metrics.balanced_accuracy = recalls / recall_classes;
}

std::vector<double> row_of(MatrixView matrix, Index row) {
    std::vector<double> values;
    for (Index column = 0; column < matrix.columns(); ++column) {
        values.push_back(matrix(row, column));
    }
    return values;
}

void add_share_metrics(std::span<const std::int64_t> labels, MatrixView shares,
                       ClassificationMetrics& metrics) {
    double logs = 0;
    double squares = 0;
    for (Index row = 0; row < shares.rows(); ++row) {
        const std::int64_t label = labels[static_cast<std::size_t>(row)];
        logs -= std::log(std::max(smallest_share, shares(row, label)));
        squares += brier_term(row_of(shares, row), label);
    }
    const auto n = static_cast<double>(metrics.n);
    metrics.log_loss = logs / n;
    metrics.brier = squares / n;
}

} // namespace

ClassificationMetrics classification_metrics(std::span<const std::int64_t> labels, MatrixView shares) {
    ClassificationMetrics metrics;
    metrics.n = static_cast<std::int64_t>(labels.size());
    const auto predicted = most_likely_classes(shares);
    if (labels.empty() || std::count(predicted.begin(), predicted.end(), -1) > 0) {
        return metrics;
    }
    add_class_metrics(count(labels, predicted, shares.columns()), metrics);
    add_share_metrics(labels, shares, metrics);
    return metrics;
}

double brier_term(std::span<const double> shares, std::int64_t label) {
    double sum = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        const double distance = shares[k] - (static_cast<std::int64_t>(k) == label ? 1 : 0);
        sum += distance * distance;
    }
    return sum;
}

std::int64_t most_likely_class(std::span<const double> shares) {
    const bool known =
        std::none_of(shares.begin(), shares.end(), [](double share) { return std::isnan(share); });
    if (!known || shares.empty()) {
        return -1;
    }
    const double largest = *std::max_element(shares.begin(), shares.end());
    const auto first = std::find_if(shares.begin(), shares.end(),
                                    [&](double share) { return difference_of(share, largest) == 0; });
    return first - shares.begin();
}

std::vector<std::int64_t> most_likely_classes(MatrixView shares) {
    std::vector<std::int64_t> classes;
    for (Index row = 0; row < shares.rows(); ++row) {
        classes.push_back(most_likely_class(row_of(shares, row)));
    }
    return classes;
}

std::vector<std::int64_t> confusion_matrix(std::span<const std::int64_t> labels,
                                           std::span<const std::int64_t> predicted, std::int64_t classes) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(classes * classes), 0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (predicted[i] >= 0) {
            ++counts[static_cast<std::size_t>(labels[i] * classes + predicted[i])];
        }
    }
    return counts;
}

} // namespace sinter::evaluation
