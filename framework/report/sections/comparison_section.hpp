// SPDX-License-Identifier: Apache-2.0
//
// Every strategy against the baseline.
#pragma once

#include "framework/report/scores/subject.hpp"
#include "framework/report/sections/section.hpp"

namespace sinter::report {

/// Empty where nothing is compared.
[[nodiscard]] Section comparison_section(const Subject& subject);

} // namespace sinter::report
