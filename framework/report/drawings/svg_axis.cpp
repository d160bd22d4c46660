// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_axis.hpp"

#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace sinter::report {

namespace {

double round_step(double step) {
    const double power = std::pow(10.0, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (step <= factor * power) {
            return factor * power;
        }
    }
    return 10 * power;
}

/// Multiples of powers of ten by the factors given.
std::vector<double> decades(double low, double high, const std::vector<double>& factors) {
    std::vector<double> values;
    for (double power = std::floor(std::log10(low)); power <= std::log10(high); ++power) {
        for (const double factor : factors) {
            const double value = factor * std::pow(10.0, power);
            if (value >= low && value <= high) {
                values.push_back(value);
            }
        }
    }
    return values;
}

} // namespace

std::vector<double> ticks(double low, double high, int count) {
    std::vector<double> values;
    if (!(high > low) || !std::isfinite(high - low)) {
        return values;
    }
    const double step = round_step((high - low) / count);
    const double first = std::ceil(low / step);
    const double last = std::floor(high / step);
    for (int i = 0; first + i <= last && i <= 2 * count;
         ++i) { // the bound: where doubles are too coarse for the step
        values.push_back((first + i) * step);
    }
    return values;
}

std::vector<double> log_ticks(double low, double high) {
    if (auto powers = decades(low, high, {1}); powers.size() > 3) {
        return powers;
    }
    for (const auto& factors :
         {std::vector<double>{1, 2, 5}, std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}}) {
        if (auto values = decades(low, high, factors); values.size() > 2) {
            return values;
        }
    }
    return {low, high};
}

std::string tick_label(double value, const std::vector<double>& all) {
    if (all.size() < 2) {
        return short_number(value);
    }
    const double step = all[1] - all[0];
    const int decimals = static_cast<int>(std::clamp(std::ceil(-std::log10(step) - 1e-9), 0.0, 9.0));
    return fixed(value, decimals);
}

std::string coordinate(double value) { return fmt::format("{:.1f}", value); }

} // namespace sinter::report
