// SPDX-License-Identifier: Apache-2.0
//
// What the tables of a target have in common: names of strategies, titles of columns.
#pragma once

#include "framework/report/scores/subject.hpp"
#include "framework/report/text/report_table.hpp"

#include <cstddef>
#include <string>

namespace sinter::report {

/// "MAE (eV)", "Brier score": for the head of a column.
[[nodiscard]] std::string metric_title(const Subject& subject, ErrorMetric metric);

/// "All training groups", or how many of them.
[[nodiscard]] std::string size_in_words(const Subject& subject);

/// The strategy's name, marked as what it is: baseline, primary, placebo, transductive.
[[nodiscard]] Cell strategy_cell(const ScoredStudy& scored, std::size_t strategy);

} // namespace sinter::report
