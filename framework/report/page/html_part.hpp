// SPDX-License-Identifier: Apache-2.0
//
// The part of the page that is about one target; with several targets the page has one such part for each.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

struct Part {
    const ScoredStudy& scored;
    const Target& target;
    double fraction = 1.0; ///< the full training size
    int level = 2;         ///< of its headings: 2, or 3 below a heading that names the target

    [[nodiscard]] ErrorMetric metric() const { return headline_of(target.kind()); }
};

/// <h2> or <h3>; the title is escaped here.
[[nodiscard]] std::string heading(const Part& part, std::string_view title);

/// "MAE (eV)", "Brier score": for the head of a column. Not escaped.
[[nodiscard]] std::string metric_title(const Part& part, ErrorMetric metric);

/// "All training groups", or how many of them.
[[nodiscard]] std::string size_in_words(const Part& part);

/// The strategy's name with what it is marked as; HTML.
[[nodiscard]] std::string marked_name(const ScoredStudy& scored, const std::string& strategy);

/// Headline rows of the learning curve: of all strategies at the full size, or of all sizes.
[[nodiscard]] std::vector<const LearningCurveRow*> full_size_rows(const Part& part);
[[nodiscard]] std::vector<const LearningCurveRow*> curve_rows(const Part& part);

/// Decimals that show the smallest of the errors with three digits.
[[nodiscard]] int error_decimals(const std::vector<const LearningCurveRow*>& rows);

} // namespace sinter::report
