// SPDX-License-Identifier: Apache-2.0
//
// Sections and tables as HTML.
#pragma once

#include "framework/report/sections/section.hpp"

#include <string>
#include <string_view>

namespace sinter::report {

/// <h2>, <h3> ...; the title is escaped here.
[[nodiscard]] std::string heading(std::string_view title, int level);

/// Small print below a table or figure; escaped here. Empty where the text is.
[[nodiscard]] std::string html_note(std::string_view text);

/// One <table> of the columns and rows that the page shows; empty without rows.
[[nodiscard]] std::string html_of(const ReportTable& table);

/// `figure` is HTML, and stands above the tables. Empty where the section is.
[[nodiscard]] std::string html_of(const Section& section, int level, const std::string& figure = {});

} // namespace sinter::report
