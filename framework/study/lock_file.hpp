// SPDX-License-Identifier: Apache-2.0
//
// lock.json: what exactly a run was made with.
#pragma once

#include "framework/study/plan.hpp"

#include <string>

namespace sinter::study {

/// The config's file with its folders, without links.
[[nodiscard]] std::string absolute_file(const Config& config);

/// Versions and digests of the program, the plugins and the data files, places of config and plugins, the
/// seed, and the machine.
[[nodiscard]] std::string lock_json(const Plan& plan);

} // namespace sinter::study
