// SPDX-License-Identifier: Apache-2.0
//
// The joint law of a derived quantity against independence.
#pragma once

#include "framework/report/scores/subject.hpp"
#include "framework/report/sections/section.hpp"

namespace sinter::report {

/// Empty for a label, and where nothing has finished.
[[nodiscard]] Section derived_section(const Subject& subject);

} // namespace sinter::report
