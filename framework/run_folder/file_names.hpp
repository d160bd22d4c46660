// SPDX-License-Identifier: Apache-2.0
//
// The names of the files of a run; docs/run-folder.md explains them.
#pragma once

namespace sinter::run_folder {

// What is written before the first trial is run.
inline constexpr const char* config_file = "config.toml";                     ///< as its author wrote it
inline constexpr const char* effective_config_file = "config.effective.toml"; ///< with every default
inline constexpr const char* lock_file = "lock.json";                         ///< what the run was made with
inline constexpr const char* splits_file = "splits.json";
inline constexpr const char* trials_file = "trials.csv";
inline constexpr const char* study_file = "study.json"; ///< all that a report says beside results
inline constexpr const char* rows_file = "rows.json";   ///< a digest of every row of the data

// The journal, and notes of what was written.
inline constexpr const char* journal_folder = "journal";
inline constexpr const char* journal_file = "trials.jsonl"; ///< in the folder of the journal
inline constexpr const char* records_note =
    "recorded"; ///< in the folder of the journal: digests of the files above
inline constexpr const char* report_note =
    "reported"; ///< in the folder of the journal: digests of the files of the report

// The report.
inline constexpr const char* figures_folder = "figures";
inline constexpr const char* predictions_file = "predictions.csv";
inline constexpr const char* metrics_file = "metrics.csv";
inline constexpr const char* significance_file = "significance.csv";
inline constexpr const char* learning_curve_file = "learning_curve.csv";
inline constexpr const char* calibration_file = "calibration.csv";
inline constexpr const char* reliability_file = "reliability.csv";
inline constexpr const char* derived_file = "derived.csv";
inline constexpr const char* nested_choice_file = "nested_choice.csv";
inline constexpr const char* failures_file = "failures.csv";
inline constexpr const char* left_out_file = "left_out.csv";
inline constexpr const char* log_file = "log.csv";
inline constexpr const char* far_rows_file = "far_rows.csv";
inline constexpr const char* summary_file = "summary.txt";
inline constexpr const char* citation_file = "CITATION.bib";
inline constexpr const char* page_file = "report.html";

} // namespace sinter::run_folder
