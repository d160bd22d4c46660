// SPDX-License-Identifier: Apache-2.0
//
// The files that are made from plan and journal: what was written with which content, so that one which was
// removed or changed is seen; and that a report is never replaced by one that holds less.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/study_record.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sinter::cli {

/// Whether the records and the report in the folder are those of this plan and of the journal as it is now,
/// and every file is as it was written.
[[nodiscard]] bool report_is_current(const study::Plan& plan, const std::filesystem::path& folder);

/// The files that are not as they were written, by their names in the folder.
[[nodiscard]] std::vector<std::string> damaged_files(const std::filesystem::path& folder);

/// Whether the folder has a report with results of other trials than this plan's.
[[nodiscard]] bool has_report_of_others(const study::Plan& plan, const std::filesystem::path& folder);

/// Why a report with these outcomes must not replace the one in the folder: it would hold less. Empty: it
/// may.
[[nodiscard]] std::string loss_by_report(const study::Plan& plan, const study::Outcomes& outcomes,
                                         const std::filesystem::path& folder);

/// The same of the trials that the folder's records are of.
[[nodiscard]] std::string loss_by_report(const study::Outcomes& outcomes,
                                         const std::filesystem::path& folder);

/// config.toml, config.effective.toml, lock.json, splits.json, trials.csv, rows.json and study.json.
void write_records(const study::Plan& plan, const study::FeatureMatrix& features,
                   const std::filesystem::path& folder);

/// What study.json holds. Throws InputError (data) if it is not there or not as it was written.
[[nodiscard]] study::StudyRecord stored_record(const std::filesystem::path& folder);

/// Tables, figures, summary and page of the study that the folder's records are of.
void write_report(const report::ScoredStudy& scored, const std::filesystem::path& folder);

/// While it lives no other process reads the journal and writes a report: a report of fewer trials must not
/// come after one of more. Waits for its turn, which is short. On a file system that has no such locks it
/// does nothing.
class ReportTurn {
public:
    explicit ReportTurn(const std::filesystem::path& folder);
    ~ReportTurn();
    ReportTurn(const ReportTurn&) = delete;
    ReportTurn& operator=(const ReportTurn&) = delete;

private:
    int descriptor_;
};

} // namespace sinter::cli
