// SPDX-License-Identifier: Apache-2.0
//
// The files of a run folder that say what was run: lock.json and splits.json, and the folder's name.
#pragma once

#include "framework/study/plan.hpp"

#include <string>

namespace sinter::study {

/// Versions and digests of the program, the plugins and the data files, the seed, and the machine.
[[nodiscard]] std::string lock_json(const Plan& plan);

/// Every record of the target label (row, line of the file, material) and the records of every fold.
[[nodiscard]] std::string splits_json(const Plan& plan);

/// NAME-1a2b3c4d: the study's name and a digest of its effective options, data files and plugins. Equal
/// folders, equal results.
[[nodiscard]] std::string run_folder_name(const Plan& plan);

} // namespace sinter::study
