// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/training_rows.hpp"

#include <sinter/error.hpp>
#include <sinter/label_columns.hpp>
#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace sinter::plugins::random_forest {
namespace {

[[noreturn]] void refuse(Index row, const std::string& what) {
    fail_invalid("random_forest: row " + std::to_string(row) + " of the training set has " + what);
}

double weight_of(const TrainingSet& t, Index row) {
    return t.weights.empty() ? 1.0 : t.weights[static_cast<std::size_t>(row)];
}

void check_sizes(const TrainingSet& t) {
    const auto rows = static_cast<std::size_t>(t.features.rows());
    if (rows == 0) {
        fail_invalid("random_forest: the training set has no rows");
    }
    if (t.labels.rows() != t.features.rows() || t.materials.size() != rows ||
        (!t.weights.empty() && t.weights.size() != rows)) {
        fail_invalid("random_forest: features, labels, weights and materials differ in their number of rows");
    }
}

void check_row(const TrainingSet& t, Index row) {
    if (!(weight_of(t, row) > 0) || std::isinf(weight_of(t, row))) {
        refuse(row, "a weight that is not positive and finite");
    }
    for (Index feature = 0; feature < t.features.columns(); ++feature) {
        if (std::isinf(t.features(row, feature))) {
            refuse(row, "an infinite value of feature " + std::to_string(feature));
        }
    }
}

/// A feature with levels: every value is one of them, or missing.
void check_levels(const TrainingSet& t) {
    constexpr std::uint32_t most_levels = 65534; // a code a level, and one for missing values
    for (std::size_t feature = 0; feature < t.feature_infos.size(); ++feature) {
        const Feature& info = t.feature_infos[feature];
        if (info.kind != FeatureKind::category) {
            continue;
        }
        if (info.level_count > most_levels) {
            fail_invalid("random_forest: feature '" + info.name + "' has " +
                         std::to_string(info.level_count) + " levels; at most " +
                         std::to_string(most_levels) + " are possible");
        }
        for (Index row = 0; row < t.features.rows(); ++row) {
            const double level = t.features(row, static_cast<Index>(feature));
            const bool is_level = level >= 0 && level < info.level_count && level == std::floor(level);
            if (!is_level && !std::isnan(level)) {
                refuse(row, "a value of feature '" + info.name + "' that is none of its " +
                                std::to_string(info.level_count) + " levels");
            }
        }
    }
}

std::vector<Index> labelled_rows(MatrixView labels) {
    std::vector<Index> rows;
    for (Index row = 0; row < labels.rows(); ++row) {
        Index label = 0;
        while (label < labels.columns() && std::isnan(labels(row, label))) {
            ++label;
        }
        if (label < labels.columns()) {
            rows.push_back(row);
        }
    }
    return rows;
}

/// The power of two that brings values of this size to at most 1.
double power_above(double size) {
    int exponent = 0;
    std::frexp(size, &exponent);
    return std::ldexp(1.0, std::min(exponent, 1023));
}

} // namespace

TrainingRows::TrainingRows(const TrainingSet& training) {
    check_sizes(training);
    require_sound_labels(training, "random_forest");
    for (Index row = 0; row < training.features.rows(); ++row) {
        check_row(training, row);
    }
    check_levels(training);
    take_rows(training, labelled_rows(training.labels));
    scale_weights();
    for (Index label = 0; label < training.labels.columns(); ++label) {
        labels_.kinds.push_back({class_count(training, label), label_weight(training, label)});
    }
    summaries_.resize(labels_.kinds.size());
    for (std::size_t label = 0; label < summaries_.size(); ++label) {
        if (labels_.kinds[label].class_count > 0) {
            summarise_classes(label);
        } else {
            summarise_number(label);
        }
    }
}

void TrainingRows::take_rows(const TrainingSet& training, const std::vector<Index>& rows) {
    features_ = training.features;
    feature_infos_ = training.feature_infos;
    materials_ = training.materials;
    left_out_ = training.features.rows() - static_cast<Index>(rows.size());
    if (left_out_ > 0) {
        kept_features_ = training.features.map()(rows, Eigen::all);
        features_ = kept_features_;
        for (const Index row : rows) {
            kept_materials_.push_back(training.materials[static_cast<std::size_t>(row)]);
        }
        materials_ = kept_materials_;
    }
    for (const Index row : rows) {
        weights_.push_back(weight_of(training, row));
        for (Index label = 0; label < training.labels.columns(); ++label) {
            labels_.values.push_back(training.labels(row, label));
        }
    }
}

void TrainingRows::scale_weights() {
    const double scale = power_above(*std::max_element(weights_.begin(), weights_.end()));
    for (double& weight : weights_) {
        weight /= scale;
    }
}

double TrainingRows::weight_unit() const noexcept {
    constexpr double most_multiple = 64;
    constexpr double most_draws = 0x1p19; // so that the weight of a node stays far from the sums' bits
    const double unit = *std::min_element(weights_.begin(), weights_.end());
    double draws = 0;
    for (const double weight : weights_) {
        const double multiple = std::round(weight / unit);
        if (multiple > most_multiple || difference_of(weight, multiple * unit) != 0) {
            return 0; // 0.3 counts as three times 0.1, as 3 is three times 1
        }
        draws += multiple;
    }
    return draws <= most_draws ? unit : 0;
}

void TrainingRows::summarise_number(std::size_t label) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t row = 0; row < size(); ++row) {
        const double value = labels_.value(row, label);
        if (!std::isnan(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    const double scale = power_above(std::max(std::abs(low), std::abs(high)));
    double weight = 0;
    double sum = 0;
    for (std::size_t row = 0; row < size(); ++row) {
        double& value = labels_.values[row * labels_.kinds.size() + label];
        if (!std::isnan(value)) {
            value /= scale;
            weight += weights_[row];
            sum += weights_[row] * value;
        }
    }
    // The mean of equal labels is that label, whatever their sum rounds to.
    summaries_[label] = {scale, high - low, {varies_beyond_rounding(low, high) ? sum / weight * scale : low}};
}

void TrainingRows::summarise_classes(std::size_t label) {
    std::vector<double> shares(labels_.kinds[label].class_count, 0.0);
    double weight = 0;
    for (std::size_t row = 0; row < size(); ++row) {
        const double value = labels_.value(row, label);
        if (!std::isnan(value)) {
            weight += weights_[row];
            shares[static_cast<std::size_t>(value)] += weights_[row];
        }
    }
    for (double& share : shares) {
        share /= weight;
    }
    summaries_[label].mean = shares;
}

} // namespace sinter::plugins::random_forest
