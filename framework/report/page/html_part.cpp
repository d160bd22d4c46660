// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_part.hpp"

#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace sinter::report {

std::string heading(const Part& part, std::string_view title) {
    return fmt::format("<h{0}>{1}</h{0}>\n", part.level, html_escape(title));
}

std::string metric_title(const Part& part, ErrorMetric metric) {
    const auto title = std::string(title_of(metric));
    return has_unit(metric) ? with_unit(title, part.target.unit) : title;
}

std::string size_in_words(const Part& part) {
    return part.fraction == 1 ? std::string("All training groups")
                              : fmt::format("With {} of the training groups", fine_percent(part.fraction));
}

std::string marked_name(const ScoredStudy& scored, const std::string& strategy) {
    auto html = html_escape(strategy);
    for (const auto& summary : scored.results.strategies) {
        if (summary.name != strategy) {
            continue;
        }
        for (const auto& [is, mark] :
             {std::pair(summary.baseline, "baseline"), std::pair(summary.primary, "primary"),
              std::pair(summary.placebo, "placebo"), std::pair(summary.transductive, "transductive")}) {
            html += is ? std::string(" <span class=\"mark\">") + mark + "</span>" : std::string();
        }
    }
    return html;
}

std::vector<const LearningCurveRow*> curve_rows(const Part& part) {
    std::vector<const LearningCurveRow*> rows;
    for (const auto& row : part.scored.learning_curve) {
        if (row.target == part.target.name && row.metric == part.metric()) {
            rows.push_back(&row);
        }
    }
    return rows;
}

std::vector<const LearningCurveRow*> full_size_rows(const Part& part) {
    auto rows = curve_rows(part);
    std::erase_if(rows, [&](const auto* row) { return row->fraction != part.fraction; });
    return rows;
}

int error_decimals(const std::vector<const LearningCurveRow*>& rows) {
    std::vector<double> errors;
    for (const auto* row : rows) {
        errors.push_back(row->error);
    }
    return decimals_for(errors);
}

} // namespace sinter::report
