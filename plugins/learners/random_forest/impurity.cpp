// SPDX-License-Identifier: Apache-2.0
#include "impurity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {

NodeImpurity::NodeImpurity(const LabelTable& labels, const std::vector<WeightedRow>& bag, Normalise normalise)
    : labels_(&labels), scales_(labels.kinds.size(), 1.0), weights_(labels.kinds.size(), 0.0) {
    std::size_t most_columns = 0;
    for (const LabelKind& kind : labels.kinds) {
        first_outputs_.push_back(outputs_.size());
        outputs_.resize(outputs_.size() + kind.outputs());
        most_columns += 1 + kind.outputs();
    }
    moments_.resize(bag.size() * most_columns);
    if (bag.empty()) {
        return;
    }
    start(bag.data(), bag.size());
    for (const Varying& label : varying_) {
        scales_[label.label] = scale_for(label, normalise);
    }
}

double NodeImpurity::scale_for(const Varying& at_root, Normalise normalise) const {
    const LabelKind& kind = labels_->kinds[at_root.label];
    // The impurity of a number of variance 1 is the weight of its rows.
    const double to_unit_variance = kind.class_count > 0 ? 1 : at_root.weight / at_root.impurity;
    double scale = kind.weight;
    switch (normalise) {
    case Normalise::root:
        scale /= at_root.impurity;
        break;
    case Normalise::count:
        scale *= to_unit_variance / at_root.weight;
        break;
    case Normalise::sum:
        scale *= to_unit_variance;
        break;
    }
    return std::isfinite(scale) ? scale : 0;
}

void NodeImpurity::start(const WeightedRow* rows, std::size_t count) {
    varying_.clear();
    width_ = 0;
    for (std::size_t label = 0; label < scales_.size(); ++label) {
        const bool varies = labels_->kinds[label].class_count > 0 ? summarise_classes(label, rows, count)
                                                                  : summarise_number(label, rows, count);
        if (varies) {
            give_columns(label);
        }
    }
    total_ = 0;
    for (Varying& label : varying_) {
        centre(label, rows, count);
        total_ += label.impurity;
    }
}

bool NodeImpurity::summarise_number(std::size_t label, const WeightedRow* rows, std::size_t count) {
    constexpr double absent = std::numeric_limits<double>::quiet_NaN();
    double base = absent;
    double weight = 0;
    double sum = 0;
    bool varies = false;
    for (std::size_t i = 0; i < count; ++i) {
        const double value = labels_->value(rows[i].row, label);
        if (std::isnan(value)) {
            continue;
        }
        if (std::isnan(base)) {
            base = value; // differences to it: the mean of equal labels is exactly that label
        }
        weight += rows[i].weight;
        sum += rows[i].weight * (value - base);
        varies = varies || value != base;
    }
    weights_[label] = weight;
    outputs_[first_outputs_[label]] = base + sum / weight;
    return varies;
}

bool NodeImpurity::summarise_classes(std::size_t label, const WeightedRow* rows, std::size_t count) {
    double* shares = outputs_.data() + first_outputs_[label];
    const std::size_t classes = labels_->kinds[label].class_count;
    std::fill_n(shares, classes, 0.0);
    double weight = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double value = labels_->value(rows[i].row, label);
        if (!std::isnan(value)) {
            weight += rows[i].weight;
            shares[static_cast<std::size_t>(value)] += rows[i].weight;
        }
    }
    const auto present = std::count_if(shares, shares + classes, [](double sum) { return sum > 0; });
    weights_[label] = weight;
    for (std::size_t c = 0; c < classes; ++c) {
        shares[c] /= weight; // 0/0 is NaN: no row has the label
    }
    return present > 1;
}

void NodeImpurity::give_columns(std::size_t label) {
    // Of two classes one indicator mirrors the other: one sum is enough, and counts twice.
    const bool mirrored = labels_->kinds[label].class_count == 2;
    const std::size_t sums = mirrored ? 1 : labels_->kinds[label].outputs();
    const double scale = mirrored ? 2 * scales_[label] : scales_[label];
    varying_.push_back({label, width_, sums, weights_[label], scale, 0});
    width_ += 1 + sums;
}

void NodeImpurity::centre(Varying& label, const WeightedRow* rows, std::size_t count) {
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
        double* columns = moments_.data() + i * width_ + label.first;
        const double value = labels_->value(rows[i].row, label.label);
        if (std::isnan(value)) {
            std::fill_n(columns, 1 + label.sums, 0.0);
            continue;
        }
        columns[0] = rows[i].weight;
        squares += centre_row(label, value, rows[i].weight, columns + 1);
    }
    label.impurity = label.scale * squares;
}

/// Writes the row's weighted differences to the node's mean or shares. Returns its sum of squares.
double NodeImpurity::centre_row(const Varying& label, double value, double weight, double* sums) const {
    const double* means = outputs_.data() + first_outputs_[label.label];
    if (labels_->kinds[label.label].class_count == 0) {
        sums[0] = weight * (value - means[0]);
        return sums[0] * (value - means[0]);
    }
    double squares = 0;
    for (std::size_t c = 0; c < label.sums; ++c) {
        const double difference = (static_cast<double>(c) == value ? 1.0 : 0.0) - means[c];
        sums[c] = weight * difference;
        squares += sums[c] * difference;
    }
    return squares;
}

double NodeImpurity::fall(const double* left) const noexcept {
    double sum = 0;
    for (const Varying& label : varying_) {
        const double left_weight = left[label.first];
        const double right_weight = label.weight - left_weight;
        // A side that weighs less than the rounding of the sums holds no row with the label.
        const double least = 1e-12 * label.weight;
        if (!(left_weight > least && right_weight > least)) {
            continue;
        }
        double squares = 0;
        for (std::size_t c = 1; c <= label.sums; ++c) {
            squares += left[label.first + c] * left[label.first + c];
        }
        sum += label.scale * label.weight * squares / (left_weight * right_weight);
    }
    return sum;
}

} // namespace sinter::plugins::random_forest
