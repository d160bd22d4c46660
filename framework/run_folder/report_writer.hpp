// SPDX-License-Identifier: Apache-2.0
//
// Writes the report's files of a run folder. docs/run-folder.md explains them.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace sinter::report {

/// SHA-256 of files by their paths in the folder ("figures/parity.svg"), with `/` between folders.
using FileDigests = std::map<std::string, std::string>;

/// Writes the tables, summary.txt, report.html, CITATION.bib and figures/*.svg into `folder`, replacing those
/// of an earlier report; the folder is made where there is none. reliability.csv, nested_choice.csv,
/// failures.csv, left_out.csv, log.csv and far_rows.csv are there only if they have something to say: else
/// those of an earlier report are removed. Figures that are no longer drawn stay. report.html is written
/// last. Each file is either the old one or the new one, never a part. Gives the digests of what was written.
/// Throws diagnostics::InputError (machine) naming the file and the reason.
FileDigests write_report_files(const ScoredStudy& scored, const std::filesystem::path& folder);

} // namespace sinter::report
