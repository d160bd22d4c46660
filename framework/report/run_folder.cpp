// SPDX-License-Identifier: Apache-2.0
#include "framework/report/run_folder.hpp"

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/report/citation.hpp"
#include "framework/report/csv_predictions.hpp"
#include "framework/report/csv_tables.hpp"
#include "framework/report/far_rows.hpp"
#include "framework/report/figures.hpp"
#include "framework/report/html_page.hpp"
#include "framework/report/summary_text.hpp"
#include "framework/report/write_file.hpp"

#include <string>
#include <system_error>

namespace sinter::report {

namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw diagnostics::InputError(diagnostics::ErrorKind::data, {},
                                      "can't make the folder " + folder.string() + ": " + error.message());
    }
}

/// A table with nothing in it isn't left behind, nor is that of an earlier report.
void write_or_remove(const fs::path& path, const std::string& content) {
    if (!content.empty()) {
        write_file(path, content);
        return;
    }
    std::error_code error;
    fs::remove(path, error);
    if (error) {
        throw diagnostics::InputError(diagnostics::ErrorKind::data, {},
                                      "can't remove " + path.string() + ": " + error.message());
    }
}

} // namespace

void write_report(const ScoredStudy& scored, const fs::path& folder) {
    make_folder(folder / "figures");
    write_file(folder / "predictions.csv", predictions_csv(scored.results));
    write_file(folder / "metrics.csv", metrics_csv(scored));
    write_file(folder / "significance.csv", significance_csv(scored));
    write_file(folder / "learning_curve.csv", learning_curve_csv(scored));
    write_file(folder / "calibration.csv", calibration_csv(scored));
    write_or_remove(folder / "reliability.csv", reliability_csv(scored));
    write_or_remove(folder / "derived.csv", derived_csv(scored.results, scored.derived));
    write_or_remove(folder / "nested_choice.csv", nested_choice_csv(scored));
    write_or_remove(folder / "failures.csv", failures_csv(scored));
    write_or_remove(folder / "log.csv", log_csv(scored));
    write_or_remove(folder / "far_rows.csv", far_rows_csv(scored));
    write_file(folder / "summary.txt", summary_text(scored));
    write_file(folder / "CITATION.bib", citation_bib(SINTER_VERSION));
    for (const auto& figure : figures(scored)) {
        write_file(folder / "figures" / figure.file, figure.content);
    }
    write_file(folder / "report.html", html_page(scored));
}

} // namespace sinter::report
