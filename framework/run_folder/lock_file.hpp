// SPDX-License-Identifier: Apache-2.0
//
// lock.json: what exactly a run was made with.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <string>
#include <vector>

namespace sinter::study {

/// The config's file with its folders, without links.
[[nodiscard]] std::string absolute_file(const Config& config);

/// The files that options of the plan's plugins name, sorted.
[[nodiscard]] std::vector<std::string> option_files(const Plan& plan);

/// Versions and digests of the program, the plugins, the data files and the files that
/// options name, places of config and plugins, the
/// seed, and the machine.
[[nodiscard]] std::string lock_json(const Plan& plan);

} // namespace sinter::study
