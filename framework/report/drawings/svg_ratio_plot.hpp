// SPDX-License-Identifier: Apache-2.0
//
// Ratios of errors with their intervals, one line a strategy, on a logarithmic axis around 1.
#pragma once

#include "framework/report/scores/comparison_table.hpp"

#include <string>
#include <vector>

namespace sinter::report {

/// An <svg> element; empty when no row has an interval. The rows are of one target, size and metric.
[[nodiscard]] std::string svg_ratio_plot(const std::vector<ComparisonRow>& rows);

} // namespace sinter::report
