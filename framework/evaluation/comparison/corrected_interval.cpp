// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/corrected_interval.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sinter::evaluation {

namespace {

std::vector<double> log_ratios(std::span<const double> a, std::span<const double> b) {
    std::vector<double> logs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        // Not the difference of logs: equal errors give exactly 0.
        const double log = std::log(a[i] / b[i]);
        logs.push_back(is_rounding(log, 1, loss_rounding_share) ? 0 : log);
    }
    return logs;
}

double mean_of(const std::vector<double>& values) { return mean_of_values(values); }

double sample_variance(const std::vector<double>& values, double mean) {
    double sum = 0;
    for (const double v : values) {
        sum += (v - mean) * (v - mean);
    }
    return sum / static_cast<double>(values.size() - 1);
}

double two_sided_p(double mean, double standard_error, double degrees) {
    if (is_rounding(standard_error, mean, loss_rounding_share)) {
        return mean == 0 ? 1 : 0;
    }
    return student_t_two_sided_p(mean / standard_error, degrees);
}

} // namespace

RatioInterval corrected_resampled_ratio(std::span<const double> strategy_errors,
                                        std::span<const double> baseline_errors, double test_to_training,
                                        double confidence) {
    RatioInterval result;
    const auto logs = log_ratios(strategy_errors, baseline_errors);
    if (logs.empty() || !std::all_of(logs.begin(), logs.end(), [](double d) { return std::isfinite(d); })) {
        return result;
    }
    const double mean = mean_of(logs);
    result.ratio = std::exp(mean);
    if (logs.size() < 2 || !std::isfinite(test_to_training)) {
        return result;
    }
    const double degrees = static_cast<double>(logs.size()) - 1;
    const double scale = 1 / static_cast<double>(logs.size()) + test_to_training;
    const double standard_error = std::sqrt(scale * sample_variance(logs, mean));
    const double reach = student_t_quantile((1 + confidence) / 2, degrees) * standard_error;
    result.lower = std::exp(mean - reach);
    result.upper = std::exp(mean + reach);
    result.p = two_sided_p(mean, standard_error, degrees);
    return result;
}

std::vector<double> holm(std::span<const double> p_values) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p_values.size(); ++i) {
        if (!std::isnan(p_values[i])) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return p_values[i] < p_values[j]; });
    std::vector<double> adjusted(p_values.begin(), p_values.end());
    double largest = 0; // a later p can't be more significant than an earlier one
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const auto remaining = static_cast<double>(order.size() - rank);
        largest = std::max(largest, std::min(1.0, remaining * p_values[order[rank]]));
        adjusted[order[rank]] = largest;
    }
    return adjusted;
}

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::better:
        return "better";
    case Verdict::worse:
        return "worse";
    case Verdict::undecided:
        break;
    }
    return "undecided";
}

Verdict verdict(double ratio, double p_adjusted, double alpha) {
    if (!(p_adjusted < alpha)) {
        return Verdict::undecided;
    }
    if (ratio < 1) {
        return Verdict::better;
    }
    return ratio > 1 ? Verdict::worse : Verdict::undecided;
}

std::string_view name_of(NonInferiority verdict) {
    switch (verdict) {
    case NonInferiority::shown:
        return "non-inferior";
    case NonInferiority::excluded:
        return "inferior";
    case NonInferiority::not_shown:
        break;
    }
    return "not shown";
}

NonInferiority non_inferiority(const RatioInterval& interval, double margin) {
    if (interval.upper <= margin) { // a NaN is neither
        return NonInferiority::shown;
    }
    return interval.lower > margin ? NonInferiority::excluded : NonInferiority::not_shown;
}

} // namespace sinter::evaluation
