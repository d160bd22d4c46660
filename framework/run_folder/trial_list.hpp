// SPDX-License-Identifier: Apache-2.0
//
// trials.csv: the trials that a run consists of, to be set beside its journal without plugins and without data.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sinter::report {

/// One line of the file.
struct ListedTrial {
    /// 32 hexadecimal digits, as in the journal; strategies that differ in name only share it.
    std::string id;
    study::TrialKey key;
};

struct TrialList {
    study::TrialNames names; ///< strategies in the order of the file, which is the config's; fractions ascend
    std::vector<ListedTrial> trials;
};

/// By strategy (the config's order), then as the plan has them.
[[nodiscard]] std::string trials_csv(const study::Plan& plan);

/// Reads what trials_csv wrote; believes nothing of it. Throws one InputError (data) that names the line where
/// the file is absent or is not such a list.
[[nodiscard]] TrialList read_trials(const std::filesystem::path& file);

} // namespace sinter::report
