// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/heads.hpp"

#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <utility>

namespace sinter::report {

std::string metric_title(const Subject& subject, ErrorMetric metric) {
    const auto title = std::string(title_of(metric));
    return has_unit(metric) ? with_unit(title, subject.target.unit) : title;
}

std::string size_in_words(const Subject& subject) {
    return subject.fraction() < 1
               ? fmt::format("With {} of the training groups", fine_percent(subject.fraction()))
               : std::string("All training groups");
}

Cell strategy_cell(const ScoredStudy& scored, std::size_t strategy) {
    const auto& summary = scored.results.strategies[strategy];
    Cell cell(summary.name);
    for (const auto& [is, mark] :
         {std::pair(summary.baseline, "baseline"), std::pair(summary.primary, "primary"),
          std::pair(summary.placebo, "placebo"),
          std::pair(summary.transductive || summary.reads_candidates, "transductive")}) {
        if (is) {
            cell.marks.emplace_back(mark);
        }
    }
    return cell;
}

} // namespace sinter::report
