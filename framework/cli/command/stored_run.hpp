// SPDX-License-Identifier: Apache-2.0
//
// A run folder that a verb is given: its plan, and what its journal holds.
#pragma once

#include "framework/cli/command/planned.hpp"
#include "framework/study/run/run_units.hpp"

#include <boost/program_options/variables_map.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sinter::cli {

struct StoredRun {
    std::filesystem::path folder;
    Planned planned; ///< of the folder's config.effective.toml; it has the run's units
};

struct JournalledRun {
    study::JournalContent journal;
    study::Outcomes outcomes;
    std::vector<std::string> problems; ///< lines of the journal that can't be used, each with the reason
};

/// Reads the folder named by `run`, for `verb`. Without a plan it has been said what is wrong; of a plugin
/// that is in no folder, where its file was when the run was made (nothing is loaded from there: whoever made
/// the folder would choose the code that runs). Throws InputError, also where the plan is not the run's any
/// more: a data file or a plugin is another one.
[[nodiscard]] StoredRun stored_run(const boost::program_options::variables_map& values,
                                   const std::string& verb);

/// What the journal of a run with a plan holds now.
[[nodiscard]] JournalledRun journalled(const StoredRun& run);

} // namespace sinter::cli
