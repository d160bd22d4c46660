// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/report_writer.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/report/drawings/figures.hpp"
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_derived.hpp"
#include "framework/report/tables/csv_far_rows.hpp"
#include "framework/report/tables/csv_predictions.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/text/citation.hpp"
#include "framework/run_folder/write_file.hpp"

#include <string>
#include <system_error>
#include <utility>

namespace sinter::report {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const fs::path& path, const std::error_code& error) {
    throw diagnostics::InputError(diagnostics::ErrorKind::machine, {},
                                  what + " " + path.string() + ": " + error.message());
}

/// Writes files below one folder, and keeps their digests.
class FolderWriter {
public:
    explicit FolderWriter(fs::path folder) : folder_(std::move(folder)) {}

    void make_folder(const std::string& name) const {
        std::error_code error;
        fs::create_directories(folder_ / name, error);
        if (error) {
            fail("can't make the folder", folder_ / name, error);
        }
    }
    void write(const std::string& name, const std::string& content) {
        write_file(folder_ / name, content);
        digests_[name] = bytes::sha256(content);
    }
    /// A table with nothing in it isn't left behind, nor is that of an earlier report.
    void write_or_remove(const std::string& name, const std::string& content) {
        if (!content.empty()) {
            write(name, content);
            return;
        }
        std::error_code error;
        fs::remove(folder_ / name, error);
        if (error) {
            fail("can't remove", folder_ / name, error);
        }
    }
    [[nodiscard]] FileDigests digests() && { return std::move(digests_); }

private:
    fs::path folder_;
    FileDigests digests_;
};

} // namespace

FileDigests write_report(const ScoredStudy& scored, const fs::path& folder) {
    FolderWriter files(folder);
    files.make_folder("figures");
    files.write("predictions.csv", predictions_csv(scored.results));
    files.write("metrics.csv", metrics_csv(scored));
    files.write("significance.csv", significance_csv(scored));
    files.write("learning_curve.csv", learning_curve_csv(scored));
    files.write("calibration.csv", calibration_csv(scored));
    files.write_or_remove("reliability.csv", reliability_csv(scored));
    files.write_or_remove("derived.csv", derived_csv(scored.results, scored.derived));
    files.write_or_remove("nested_choice.csv", nested_choice_csv(scored));
    files.write_or_remove("failures.csv", failures_csv(scored));
    files.write_or_remove("left_out.csv", left_out_csv(scored.results));
    files.write_or_remove("log.csv", log_csv(scored));
    files.write_or_remove("far_rows.csv", far_rows_csv(scored));
    files.write("summary.txt", summary_text(scored));
    files.write("CITATION.bib", citation_bib(SINTER_VERSION));
    for (const auto& figure : figures(scored)) {
        files.write("figures/" + figure.file, figure.content);
    }
    files.write("report.html", html_page(scored));
    return std::move(files).digests();
}

} // namespace sinter::report
