// SPDX-License-Identifier: Apache-2.0
#include "framework/report/terminal/summary_far_rows.hpp"

#include "framework/report/scores/far_rows.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/far_row_words.hpp"

#include <fmt/core.h>

namespace sinter::report {

std::string far_rows_text(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    auto text = "Far from the label\n" + wrapped(far_rows_in_words(rows.size()), 2);
    for (const auto& row : worst(rows)) {
        const auto& prediction = *row.prediction;
        text +=
            wrapped(printable(fmt::format(
                        "- {} ({}): label {}, predicted {}, sigma_obs {}, sigmas {}; {}, repeat {}, fold {}",
                        prediction.material, place_of(row), short_number(prediction.label),
                        short_number(prediction.mean), short_number(prediction.sigma_obs),
                        sigmas_in_words(row), row.unit->strategy, row.unit->repeat, row.unit->fold)),
                    2);
    }
    return text + "\n";
}

} // namespace sinter::report
