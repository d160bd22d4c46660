// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/far_rows_section.hpp"

#include "framework/report/scores/far_rows.hpp"
#include "framework/report/words/far_row_words.hpp"

#include <utility>

namespace sinter::report {

Section far_rows_section(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    Section section{"Far from the label", {far_rows_in_words(rows.size())}};
    ReportTable table{
        "Predictions that are furthest from the label",
        {{"material", Align::left},
         {"target", Align::left, "", scored.results.targets.size() > 1 ? Seen::everywhere : Seen::on_page},
         {"label"},
         {"predicted"},
         {"sigma_obs", Align::right, "predicted standard deviation of a measurement", Seen::on_page},
         {"sigmas", Align::right, "distance from the label, in sigma_obs"},
         {"strategy", Align::left},
         {"file and line", Align::left}}};
    const auto& results = scored.results;
    for (const auto& row : worst(rows)) {
        const auto& prediction = *row.prediction;
        table.rows.push_back(
            {{prediction.material, results.targets[row.trial->target],
              Cell(prediction.label, Form::short_number), Cell(prediction.mean, Form::short_number),
              Cell(prediction.sigma_obs, Form::short_number), sigmas_in_words(row),
              results.strategies[row.trial->key.strategy].name, place_of(row)}});
    }
    section.tables.push_back(std::move(table));
    return section;
}

} // namespace sinter::report
