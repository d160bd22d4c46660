// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/node_targets.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sinter::plugins::random_forest {
namespace {

constexpr double most_sum = 0x1p50; ///< of any sum, in units

double unit_power(double greatest, double most) {
    int exponent = 0;
    std::frexp(greatest / most, &exponent);
    return std::ldexp(1.0, std::max(exponent, -1000));
}

} // namespace

NodeTargets::NodeTargets(const TargetColumns& columns, double weight_unit)
    : columns_(&columns), weight_unit_(weight_unit), scales_(columns.size(), 1.0), sum_units_(columns.size()),
      in_node_(columns.size()) {
    format_.packed = weight_unit > 0;
}

bool NodeTargets::pure() const noexcept {
    return std::none_of(in_node_.begin(), in_node_.end(),
                        [](const ColumnInNode& column) { return column.varies; });
}

/// The impurity of a label of variance 1 is the weight of its rows.
void NodeTargets::set_scales(Normalise normalise) {
    const LabelTable& labels = columns_->labels();
    std::vector<double> impurities(labels.kinds.size(), 0.0);
    std::vector<double> weights(labels.kinds.size(), 0.0);
    for (std::size_t c = 0; c < in_node_.size(); ++c) {
        const TargetColumn& column = (*columns_)[c];
        impurities[column.label] += in_node_[c].varies ? column.count * in_node_[c].squares : 0;
        weights[column.label] = in_node_[c].weight;
    }
    for (std::size_t c = 0; c < in_node_.size(); ++c) {
        const std::size_t label = (*columns_)[c].label;
        const double impurity = impurities[label];
        const double standardise = labels.kinds[label].class_count > 0 ? 1 : weights[label] / impurity;
        const double divisor = normalise == Normalise::root    ? standardise * impurity
                               : normalise == Normalise::count ? weights[label]
                                                               : 1;
        const double scale = labels.kinds[label].weight * (*columns_)[c].count * standardise / divisor;
        scales_[c] = std::isfinite(scale) ? scale : 0;
    }
}

void NodeTargets::choose_units(std::size_t count) {
    double heaviest = 0;
    for (const ColumnInNode& column : in_node_) {
        heaviest = std::max(heaviest, column.weight);
    }
    unit_ = weight_unit_ > 0 ? weight_unit_
                             : unit_power(heaviest + static_cast<double>(count) * 0x1p-50, most_sum);
    const double whole = heaviest / unit_;
    if (format_.packed) {
        format_.shift = static_cast<unsigned>(
            std::max(12, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(whole)))));
    }
    const double most = format_.packed
                            ? std::min(most_sum, std::ldexp(1.0, 61 - static_cast<int>(format_.shift)))
                            : most_sum / 2;
    for (std::size_t c = 0; c < in_node_.size(); ++c) {
        const ColumnInNode& column = in_node_[c];
        const double greatest = column.deviation * (format_.packed ? whole : column.weight);
        sum_units_[c] = column.varies ? unit_power(greatest, most) : 1;
    }
}

std::int64_t NodeTargets::whole_weight(double weight) const noexcept {
    return std::max<std::int64_t>(1, std::llrint(weight / unit_));
}

void NodeTargets::append_outputs(std::vector<double>& outputs) const {
    const LabelTable& labels = columns_->labels();
    std::size_t c = 0;
    for (const LabelKind& kind : labels.kinds) {
        const std::size_t first = c;
        if (kind.class_count == 2) {
            outputs.push_back(in_node_[c].mean);
            outputs.push_back(1 - in_node_[c++].mean);
            continue;
        }
        for (; c < first + kind.outputs(); ++c) {
            outputs.push_back(in_node_[c].mean);
        }
    }
}

void NodeTargets::append_weights(std::vector<double>& weights) const {
    std::size_t last = columns_->labels().kinds.size();
    for (std::size_t c = 0; c < in_node_.size(); ++c) {
        if ((*columns_)[c].label != last) {
            last = (*columns_)[c].label;
            weights.push_back(in_node_[c].weight);
        }
    }
}

} // namespace sinter::plugins::random_forest
