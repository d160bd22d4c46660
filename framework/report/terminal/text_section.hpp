// SPDX-License-Identifier: Apache-2.0
//
// Sections and tables as lines of at most 80 columns.
#pragma once

#include "framework/report/sections/section.hpp"

#include <string>

namespace sinter::report {

/// The columns and rows that a terminal shows, its caption above and its note below; empty without rows.
[[nodiscard]] std::string text_of(const ReportTable& table);

/// Ends in a blank line. Empty where the section is, or a terminal shows nothing of it.
[[nodiscard]] std::string text_of(const Section& section);

} // namespace sinter::report
