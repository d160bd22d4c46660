// SPDX-License-Identifier: Apache-2.0
//
// Whether a plan that was made again is that of the run in a folder.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <filesystem>

namespace sinter::cli {

/// Throws one InputError where the plan has other units than the run in `folder` has by its units.csv: it
/// names every data file, plugin and option's file whose SHA-256 is not the one in lock.json, and another
/// version of the program. A report of such a plan would lack what the run has finished.
void require_same_study(const study::Plan& plan, const std::filesystem::path& folder);

} // namespace sinter::cli
