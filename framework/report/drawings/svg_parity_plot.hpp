// SPDX-License-Identifier: Apache-2.0
//
// Predicted against measured, one point per held-out row.
#pragma once

#include "framework/report/scores/subject.hpp"
#include "framework/study/run/results.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sinter::report {

/// Both axes run over the same range, so that plots of several strategies can be compared.
struct ParityRange {
    double low = 0;
    double high = 1;
};

/// The range of all finite labels and means, with a margin.
[[nodiscard]] ParityRange parity_range(const std::vector<const study::RowPrediction*>& rows);

struct ParityOptions {
    std::string title; ///< what a screen reader says; not escaped
    std::string unit;
    std::size_t most_points = 2000; ///< a page with more gets slow to open
};

/// An <svg> element. A point's <title> has its material, label and prediction. Of more than `most_points`
/// rows it shows the tenth of that number with the largest errors, and of the others every n-th.
[[nodiscard]] std::string svg_parity_plot(const std::vector<const study::RowPrediction*>& rows,
                                          const ParityRange& range, const ParityOptions& options);

/// The plot of one strategy at the full training size, over the first repeat.
struct StrategyParity {
    std::string strategy;
    std::size_t rows = 0;
    std::string svg;
    bool selected = false; ///< not all rows are shown
};

/// One per strategy that has finished a fold, all over the same range; none for a target with classes.
[[nodiscard]] std::vector<StrategyParity> parity_plots(const Subject& subject);

} // namespace sinter::report
