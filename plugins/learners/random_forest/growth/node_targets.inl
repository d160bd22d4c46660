// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {

template <class Place>
void NodeTargets::summarise(const TargetRows& rows, const Place* places, std::size_t count) {
    const std::size_t width = in_node_.size();
    row_weight_ = 0;
    for (std::size_t i = 0; i < count; ++i) {
        row_weight_ += rows.weights[places[i]];
    }
    for (std::size_t c = 0; c < width; ++c) {
        // Differences to one of a number's values: the mean of equal values is exactly that value. A share is
        // a sum of weights over their sum.
        const bool is_class = (*columns_)[c].is_class;
        double base = is_class ? 0 : std::numeric_limits<double>::quiet_NaN();
        double weight = 0;
        double sum = 0;
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (std::size_t i = 0; i < count; ++i) {
            const double value = rows.values[places[i] * width + c];
            if (std::isnan(value)) {
                continue;
            }
            if (std::isnan(base)) {
                base = value;
            }
            const double w = rows.weights[places[i]];
            weight += w;
            sum += w * (value - base);
            low = std::min(low, value);
            high = std::max(high, value);
        }
        ColumnInNode& column = in_node_[c];
        column.weight = weight;
        column.mean = base + sum / weight;
        column.varies = low < high;
        column.deviation = column.varies ? std::max(high - column.mean, column.mean - low) : 0;
    }
}

template <class Place, class Where>
void NodeTargets::hold_sums(const TargetRows& rows, const Place* places, std::size_t count,
                            const Where& where, std::int64_t* sums) {
    choose_units(count);
    const std::size_t width = in_node_.size();
    const std::size_t stride = integers();
    scan_.clear();
    impurity_ = 0;
    for (std::size_t c = 0; c < width; ++c) {
        ColumnInNode& column = in_node_[c];
        std::int64_t* const out = sums + c * format_.integers();
        if (!column.varies) {
            for (std::size_t i = 0; i < count; ++i) {
                std::fill_n(out + where(i) * stride, format_.integers(), 0);
            }
            continue;
        }
        const double steps = 1 / sum_units_[c];
        double squares = 0;
        std::int64_t all = 0;
        std::int64_t all_weight = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const double value = rows.values[places[i] * width + c];
            std::int64_t whole = 0;
            std::int64_t sum = 0;
            if (!std::isnan(value)) {
                const double w = rows.weights[places[i]];
                const double centred = value - column.mean;
                squares += w * centred * centred;
                whole = whole_weight(w);
                sum =
                    format_.packed ? whole * std::llrint(centred * steps) : std::llrint(w * centred * steps);
            }
            all += sum;
            all_weight += whole;
            std::int64_t* const to = out + where(i) * stride;
            if (format_.packed) {
                *to = sum * (std::int64_t{1} << format_.shift) + whole;
            } else {
                to[0] = whole;
                to[1] = sum;
            }
        }
        column.squares = squares;
        const auto weight = static_cast<double>(all_weight);
        // The sums of a packed column are of (whole weight x value): bring them to weight x value.
        const double unit = format_.packed ? sum_units_[c] * unit_ : sum_units_[c];
        const double factor = scales_[c] * unit * unit / unit_ * weight;
        if (factor > 0) {
            scan_.push_back({c * format_.integers(), weight, static_cast<double>(all) / weight, factor,
                             column.deviation * steps * (format_.packed ? 1 : unit_) + 1});
            impurity_ += scales_[c] * squares;
        }
    }
}

template <class Place>
double NodeTargets::greatest_fall(const TargetRows& rows, const Place* places, std::size_t count) const {
    if (scan_.size() != 1 || count > few_rows) {
        return impurity_;
    }
    struct Row {
        double value;
        double weight;
    };
    const std::size_t width = in_node_.size();
    const std::size_t c = scan_[0].place / format_.integers();
    std::array<Row, few_rows> sorted;
    std::size_t labelled = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Row row{rows.values[places[i] * width + c], rows.weights[places[i]]};
        if (std::isnan(row.value)) {
            continue;
        }
        std::size_t place = labelled++;
        for (; place > 0 && sorted[place - 1].value > row.value; --place) {
            sorted[place] = sorted[place - 1];
        }
        sorted[place] = row;
    }
    const ColumnInNode& column = in_node_[c];
    double weight = 0;
    double sum = 0;
    double greatest = 0;
    for (std::size_t i = 0; i + 1 < labelled; ++i) {
        weight += sorted[i].weight;
        sum += sorted[i].weight * (sorted[i].value - column.mean);
        greatest = std::max(greatest, sum * sum / (weight * (column.weight - weight)));
    }
    return scales_[c] * column.weight * greatest;
}

} // namespace sinter::plugins::random_forest
