// SPDX-License-Identifier: Apache-2.0
//
// Errors by number of training labels, and labels saved.
#pragma once

#include "framework/report/scores/subject.hpp"
#include "framework/report/sections/section.hpp"

namespace sinter::report {

/// Empty where the target was run at one size only. On the page one row per strategy and size, in a terminal one
/// row per strategy.
[[nodiscard]] Section learning_curve_section(const Subject& subject);

} // namespace sinter::report
