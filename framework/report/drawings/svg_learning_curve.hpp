// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/report/scores/subject.hpp"

#include <string>

namespace sinter::report {

/// The headline error against the number of training labels, on a logarithmic axis, one line per strategy;
/// bands are the 95 % intervals of learning_curve_table.hpp. An <svg> element; empty with fewer than two sizes.
[[nodiscard]] std::string svg_learning_curve(const Subject& subject);

} // namespace sinter::report
