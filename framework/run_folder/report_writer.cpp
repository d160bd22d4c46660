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
#include "framework/run_folder/file_names.hpp"
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
            fail("cannot make the folder", folder_ / name, error);
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
            fail("cannot remove", folder_ / name, error);
        }
    }
    [[nodiscard]] FileDigests digests() && { return std::move(digests_); }

private:
    fs::path folder_;
    FileDigests digests_;
};

} // namespace

FileDigests write_report_files(const ScoredStudy& scored, const fs::path& folder) {
    FolderWriter files(folder);
    files.make_folder(run_folder::figures_folder);
    files.write(run_folder::predictions_file, predictions_csv(scored));
    files.write(run_folder::metrics_file, metrics_csv(scored));
    files.write(run_folder::significance_file, significance_csv(scored));
    files.write(run_folder::learning_curve_file, learning_curve_csv(scored));
    files.write(run_folder::calibration_file, calibration_csv(scored));
    files.write_or_remove(run_folder::reliability_file, reliability_csv(scored));
    files.write_or_remove(run_folder::derived_file, derived_csv(scored));
    files.write_or_remove(run_folder::nested_choice_file, nested_choice_csv(scored));
    files.write_or_remove(run_folder::failures_file, failures_csv(scored));
    files.write_or_remove(run_folder::left_out_file, left_out_csv(scored.results));
    files.write_or_remove(run_folder::log_file, log_csv(scored));
    files.write_or_remove(run_folder::far_rows_file, far_rows_csv(scored));
    files.write(run_folder::summary_file, summary_text(scored));
    files.write(run_folder::citation_file, citation_bib(SINTER_VERSION));
    for (const auto& figure : figures(scored)) {
        files.write(std::string(run_folder::figures_folder) + "/" + figure.file, figure.content);
    }
    files.write(run_folder::page_file, html_page(scored));
    return std::move(files).digests();
}

} // namespace sinter::report
