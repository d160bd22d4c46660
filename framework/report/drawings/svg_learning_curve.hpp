// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"

#include <string>

namespace sinter::report {

/// The headline error against the number of training labels, on a logarithmic axis, one line a strategy;
/// bands are the 95 % intervals of learning_curve_table.hpp. An <svg> element; empty with fewer than two sizes.
[[nodiscard]] std::string svg_learning_curve(const ScoredStudy& scored, const Target& target);

} // namespace sinter::report
