// SPDX-License-Identifier: Apache-2.0
#include "framework/report/run_folder.hpp"

#include "framework/report/citation.hpp"
#include "framework/report/csv_tables.hpp"
#include "framework/report/html_page.hpp"
#include "framework/report/summary_text.hpp"
#include "framework/report/write_file.hpp"

namespace sinter::report {

void write_report(const ScoredStudy& scored, const std::filesystem::path& folder) {
    const auto& unit = scored.results.target_unit;
    write_file(folder / "predictions.csv", predictions_csv(scored.results));
    write_file(folder / "metrics.csv", metrics_csv(scored.metrics, unit));
    write_file(folder / "significance.csv", significance_csv(scored.comparisons, unit));
    write_file(folder / "summary.txt", summary_text(scored));
    write_file(folder / "CITATION.bib", citation_bib(SINTER_VERSION));
    write_file(folder / "report.html", html_page(scored));
}

} // namespace sinter::report
