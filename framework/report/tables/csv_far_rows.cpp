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
    ReportTable table{{},
                      columns_named({"strategy", "target", "fraction", "repeat", "fold", "material", "label",
                                     "mean", "sigma_obs", "sigmas", "file", "line"})};
    const auto& results = scored.results;
    for (const auto& row : rows) {
        const auto& key = row.trial->key;
        table.rows.push_back({{results.strategies[key.strategy].name, results.targets[row.trial->target],
                               results.fractions[key.size], std::int64_t{key.repeat}, std::int64_t{key.fold},
                               row.prediction->material, row.prediction->label, row.prediction->mean,
                               row.prediction->sigma_obs, row.sigmas, row.file,
                               row.file.empty() ? Cell() : Cell(std::int64_t{row.line})}});
    }
    return csv_of(table);
}

} // namespace sinter::report
