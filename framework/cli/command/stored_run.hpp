// SPDX-License-Identifier: Apache-2.0
//
// What the folder of a run holds of its study: enough for a report, without its data and its plugins.
#pragma once

#include "framework/study/run/study_record.hpp"

#include <filesystem>

namespace sinter::cli {

struct StoredRun {
    study::StudyRecord record;
    study::Outcomes outcomes; ///< one per trial of the record
};

/// Says which lines of the journal cannot be used. Throws InputError (data) if the record is not there or not as it was
/// written, or the journal cannot be read.
[[nodiscard]] StoredRun read_stored_run(const std::filesystem::path& folder);

} // namespace sinter::cli
