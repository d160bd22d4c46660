// SPDX-License-Identifier: Apache-2.0
//
// Ratios of errors with their intervals, one line per strategy, on a logarithmic axis around 1.
#pragma once

#include "framework/report/scores/subject.hpp"

#include <string>

namespace sinter::report {

/// An <svg> element, by the headline metric; empty when no strategy has an interval.
[[nodiscard]] std::string svg_ratio_plot(const Subject& subject);

} // namespace sinter::report
