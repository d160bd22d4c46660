// SPDX-License-Identifier: Apache-2.0
//
// units.csv: the units that a run consists of, to be set beside its journal without plugins and without data.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sinter::report {

/// One line of the file.
struct ListedUnit {
    std::string
        id; ///< 32 hexadecimal digits, as in the journal; strategies that differ in name only share it
    std::string strategy;
    int repeat = 0;
    int fold = 0;
    int inner = -1; ///< -1: the fold itself
    double fraction = 1.0;
};

/// By strategy (the config's order), then as the plan has them.
[[nodiscard]] std::string units_csv(const study::Plan& plan);

/// Reads what units_csv wrote; believes nothing of it. Throws one InputError (data) that names the line where
/// the file is absent or is not such a list.
[[nodiscard]] std::vector<ListedUnit> read_units(const std::filesystem::path& file);

} // namespace sinter::report
