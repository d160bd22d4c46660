// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_far_rows.hpp"

#include "framework/report/page/html_table.hpp"
#include "framework/report/scores/far_rows.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/far_row_words.hpp"

namespace sinter::report {

std::string html_far_rows(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    using Align = HtmlTable::Align;
    HtmlTable table("Predictions that are furthest from the label",
                    {{"material", Align::left},
                     {"target", Align::left},
                     {"label"},
                     {"predicted"},
                     {"sigma_obs"},
                     {"sigmas", Align::right, "distance from the label, in sigma_obs"},
                     {"strategy", Align::left},
                     {"file and line", Align::left}});
    for (const auto& row : worst(rows)) {
        const auto& prediction = *row.prediction;
        table.add({html_escape(prediction.material), html_escape(row.unit->target),
                   short_number(prediction.label), short_number(prediction.mean),
                   short_number(prediction.sigma_obs), sigmas_in_words(row), html_escape(row.unit->strategy),
                   html_escape(place_of(row))});
    }
    return "<h2>Far from the label</h2>\n<p>" + html_escape(far_rows_in_words(rows.size())) + "</p>\n" +
           table.str();
}

} // namespace sinter::report
