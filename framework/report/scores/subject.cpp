// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/subject.hpp"

#include "framework/report/text/number_format.hpp"

namespace sinter::report {

Subject subject_of(const ScoredStudy& scored, const Target& target) {
    return {scored, target, full_size(scored.series, target.index)};
}

std::vector<const LearningCurveRow*> curve_rows(const Subject& subject) {
    std::vector<const LearningCurveRow*> rows;
    for (const auto& row : subject.scored.learning_curve) {
        if (row.key.target == subject.target.index && row.metric == subject.metric()) {
            rows.push_back(&row);
        }
    }
    return rows;
}

std::vector<const LearningCurveRow*> rows_at_size(const Subject& subject) {
    auto rows = curve_rows(subject);
    std::erase_if(rows, [&](const auto* row) { return row->key.size != subject.size; });
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
