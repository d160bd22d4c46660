// SPDX-License-Identifier: Apache-2.0
//
// study.json of a run folder: a study's record as text.
#pragma once

#include "framework/study/run/study_record.hpp"

#include <string>
#include <string_view>

namespace sinter::study {

[[nodiscard]] std::string study_record_json(const StudyRecord& record);

/// Reads what study_record_json wrote, and believes nothing of it: it throws InputError (data) naming `file`
/// if the text is anything else.
[[nodiscard]] StudyRecord read_study_record(std::string_view text, const std::string& file);

} // namespace sinter::study
