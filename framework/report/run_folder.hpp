// SPDX-License-Identifier: Apache-2.0
//
// Writes the report's files of a run folder. docs/run-folder.md explains them.
#pragma once

#include "framework/report/scored_study.hpp"

#include <filesystem>

namespace sinter::report {

/// Writes metrics.csv, predictions.csv, significance.csv, summary.txt, report.html and CITATION.bib into
/// `folder`, which exists, replacing those of an earlier run. Each file is either the old one or the new one,
/// never a part. Throws diagnostics::InputError (data) naming the file and the reason.
void write_report(const ScoredStudy& scored, const std::filesystem::path& folder);

} // namespace sinter::report
