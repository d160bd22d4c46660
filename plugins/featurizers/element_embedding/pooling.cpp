// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_embedding/pooling.hpp"

#include <sinter/error.hpp>
#include <sinter/nearest_name.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::element_embedding {

namespace {

Statistic statistic_named(const std::string& name) {
    const auto found = std::find(statistic_names.begin(), statistic_names.end(), name);
    if (found == statistic_names.end()) {
        const std::vector<std::string> known(statistic_names.begin(), statistic_names.end());
        const auto near = nearest_name(name, known);
        fail_invalid("there is no statistic '" + name + "'" +
                     (near ? "; did you mean '" + *near + "'?" : ""));
    }
    return static_cast<Statistic>(found - statistic_names.begin());
}

// A NaN on either side gives NaN: an element that is not known leaves nothing to compare.
double lesser(double a, double b) { return std::isnan(b) || b < a ? b : a; }
double greater(double a, double b) { return std::isnan(b) || b > a ? b : a; }

} // namespace

std::vector<Statistic> statistics_named(const std::vector<std::string>& names) {
    if (names.empty()) {
        fail_invalid("the list of statistics is empty");
    }
    std::vector<Statistic> statistics;
    for (const auto& name : names) {
        const auto statistic = statistic_named(name);
        if (std::find(statistics.begin(), statistics.end(), statistic) != statistics.end()) {
            fail_invalid("the statistic '" + name + "' stands twice in the list");
        }
        statistics.push_back(statistic);
    }
    return statistics;
}

Pooling::Pooling(const EmbeddingTable& table, const std::vector<Statistic>& statistics)
    : table_(&table), statistics_(&statistics),
      needs_deviations_(std::find(statistics.begin(), statistics.end(), Statistic::avg_dev) !=
                        statistics.end()) {
    for (auto* values : {&minimum_, &maximum_, &mean_, &avg_dev_, &mode_}) {
        values->resize(table.dimensions.size());
    }
}

void Pooling::accumulate(const elements::Fractions& composition) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::size_t width = mean_.size();
    std::fill(minimum_.begin(), minimum_.end(), infinity);
    std::fill(maximum_.begin(), maximum_.end(), -infinity);
    std::fill(mean_.begin(), mean_.end(), 0);
    std::fill(mode_.begin(), mode_.end(), infinity);
    const double largest = composition.largest_amount();
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const double* vector = table_->row(composition.atomic_number(e));
        const double fraction = composition.fraction(e);
        for (std::size_t d = 0; d < width; ++d) {
            minimum_[d] = lesser(minimum_[d], vector[d]);
            maximum_[d] = greater(maximum_[d], vector[d]);
            mean_[d] += fraction * vector[d];
        }
        if (elements::is_most_frequent(composition.amount(e), largest)) {
            for (std::size_t d = 0; d < width; ++d) {
                mode_[d] = lesser(mode_[d], vector[d]);
            }
        }
    }
    if (!needs_deviations_) {
        return;
    }
    std::fill(avg_dev_.begin(), avg_dev_.end(), 0);
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const double* vector = table_->row(composition.atomic_number(e));
        const double fraction = composition.fraction(e);
        for (std::size_t d = 0; d < width; ++d) {
            avg_dev_[d] += fraction * std::abs(vector[d] - mean_[d]);
        }
    }
}

double Pooling::value(Statistic statistic, std::size_t dimension) const {
    switch (statistic) {
    case Statistic::minimum:
        return minimum_[dimension];
    case Statistic::maximum:
        return maximum_[dimension];
    case Statistic::range:
        return maximum_[dimension] - minimum_[dimension];
    case Statistic::mean:
        return mean_[dimension];
    case Statistic::avg_dev:
        return avg_dev_[dimension];
    case Statistic::mode:
        return mode_[dimension];
    }
    return std::numeric_limits<double>::quiet_NaN();
}

void Pooling::write(const elements::Fractions& composition, double* out, Index stride) {
    accumulate(composition);
    for (std::size_t d = 0; d < mean_.size(); ++d) {
        for (const auto statistic : *statistics_) {
            *out = value(statistic, d);
            out += stride;
        }
    }
}

} // namespace sinter::plugins::element_embedding
