// SPDX-License-Identifier: Apache-2.0
//
// What was edited in the data since a run: the run folder keeps a short digest of every row.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sinter::cli {

/// The content of rows.json: of each table the file as the config has it, its SHA-256, and data::row_digests.
/// A file that was changed since the plan was made is left out.
[[nodiscard]] std::string rows_json(const study::Plan& plan);

/// Where another folder than the last one of this config is about to be begun because data files were edited:
/// "the data changed since runs/NAME-1a2b3c4d: gaps.csv: 3 rows differ", a line for each file.
[[nodiscard]] std::vector<std::string> data_changes(const study::Plan& plan,
                                                    const std::filesystem::path& root);

} // namespace sinter::cli
