// SPDX-License-Identifier: Apache-2.0
//
// Training sets whose labels are classes, or classes and numbers.
#pragma once

#include "tests/unit/learners/training_data.hpp"

#include <sinter/unknown.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sinter::tests {

/// Friedman's function cut into classes of about as many rows each.
inline TrainingData friedman_classes(Index rows, std::uint32_t classes, std::uint64_t seed) {
    auto data = friedman(rows, 6, seed);
    std::vector<double> sorted(data.y.data(), data.y.data() + rows);
    std::sort(sorted.begin(), sorted.end());
    for (Index row = 0; row < rows; ++row) {
        const auto below = std::lower_bound(sorted.begin(), sorted.end(), data.y(row)) - sorted.begin();
        data.y(row) = static_cast<double>(below * static_cast<Index>(classes) / rows);
    }
    data.infos = {{"phase", "", classes}};
    return data;
}

/// A number, a class of three and a number that half of the rows lack; the class is missing now and then.
inline TrainingData mixed(Index rows, std::uint64_t seed) {
    auto data = friedman(rows, 6, seed);
    const auto classes = friedman_classes(rows, 3, seed);
    data.y.conservativeResize(rows, 3);
    for (Index row = 0; row < rows; ++row) {
        data.y(row, 1) = row % 7 == 3 ? unknown : classes.y(row);
        data.y(row, 2) = row % 2 == 0 ? unknown : 100 - 3 * data.y(row, 0) + data.x(row, 5);
    }
    data.infos = {{"gap", "eV", 0}, {"phase", "", 3}, {"modulus", "GPa", 0}};
    return data;
}
inline constexpr Index mixed_outputs = 5;

/// Classes by the largest of noisy linear functions of correlated features.
inline TrainingData noisy_planes(Index rows, Index features, std::uint32_t classes, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("planes"));
    TrainingData data{RowMatrix(rows, features), RowMatrix(rows, 1), {}, {}};
    for (Index row = 0; row < rows; ++row) {
        const double common = draws.uniform();
        for (Index f = 0; f < features; ++f) {
            data.x(row, f) = 5 * (common + draws.uniform()) - 40;
        }
        double largest = -1e300;
        for (std::uint32_t c = 0; c < classes; ++c) {
            const double score =
                (data.x(row, static_cast<Index>(c) % features) - data.x.row(row).mean()) / 4 +
                draws.uniform();
            if (score > largest) {
                largest = score;
                data.y(row) = c;
            }
        }
    }
    data.infos = {{"phase", "", classes}};
    return data;
}

} // namespace sinter::tests
