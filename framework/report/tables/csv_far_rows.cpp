// SPDX-License-Identifier: Apache-2.0
#include "framework/report/tables/csv_far_rows.hpp"

#include "framework/report/scores/far_rows.hpp"
#include "framework/report/text/csv_text.hpp"

#include <cstdint>

namespace sinter::report {

std::string far_rows_csv(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"strategy", "target", "fraction", "repeat", "fold", "material", "label", "mean", "sigma_obs",
             "sigmas", "file", "line"});
    for (const auto& row : rows) {
        csv.text(row.unit->strategy).text(row.unit->target).number(row.unit->fraction);
        csv.number(std::int64_t{row.unit->repeat}).number(std::int64_t{row.unit->fold});
        csv.text(row.prediction->material).number(row.prediction->label).number(row.prediction->mean);
        csv.number(row.prediction->sigma_obs).number(row.sigmas).text(row.file);
        if (row.file.empty()) {
            csv.blank();
        } else {
            csv.number(std::int64_t{row.line});
        }
        csv.end_row();
    }
    return csv.str();
}

} // namespace sinter::report
