// SPDX-License-Identifier: Apache-2.0
//
// Writes the report's files of a run folder. docs/run-folder.md explains them.
#pragma once

#include "framework/report/scored_study.hpp"

#include <filesystem>

namespace sinter::report {

/// Writes the tables, summary.txt, report.html, CITATION.bib and figures/*.svg into `folder`, replacing those
/// of an earlier report; the folder is made where there is none. reliability.csv, nested_choice.csv,
/// failures.csv, log.csv and far_rows.csv are there only where they have something to say: else those of an
/// earlier report are removed. Figures that are no longer drawn stay. report.html is written last. Each file
/// is either the old one or the new one, never a part. Throws diagnostics::InputError (data) naming the file
/// and the reason.
void write_report(const ScoredStudy& scored, const std::filesystem::path& folder);

} // namespace sinter::report
