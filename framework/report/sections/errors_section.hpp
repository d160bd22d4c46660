// SPDX-License-Identifier: Apache-2.0
//
// How large the errors of each strategy are, and whether its uncertainties fit them.
#pragma once

#include "framework/report/scores/subject.hpp"
#include "framework/report/sections/section.hpp"

namespace sinter::report {

/// Empty where nothing has finished.
[[nodiscard]] Section errors_section(const Subject& subject);

} // namespace sinter::report
