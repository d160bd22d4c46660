// SPDX-License-Identifier: Apache-2.0
//
// Reads the expression that says which rows of a table to read.
#pragma once

#include "framework/data/tables/row_filter.hpp"
#include "framework/diagnostics/diagnostic.hpp"

#include <optional>
#include <string>

namespace sinter::data {

/// Reads an expression. A config error at `expression.where` names the character of the expression, and shows it.
[[nodiscard]] std::optional<RowFilter> parse_row_filter(const diagnostics::Located<std::string>& expression,
                                                        diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
