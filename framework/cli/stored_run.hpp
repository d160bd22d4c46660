// SPDX-License-Identifier: Apache-2.0
//
// A run folder that a verb is given: its plan and what its journal holds.
#pragma once

#include "framework/cli/planned.hpp"
#include "framework/study/run_units.hpp"

#include <boost/program_options/variables_map.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sinter::cli {

struct StoredRun {
    std::filesystem::path folder;
    Planned planned; ///< of the folder's config.effective.toml
    study::JournalContent journal;
    study::Outcomes outcomes;
    std::vector<std::string> problems; ///< lines of the journal that can't be used, each with the reason
};

/// Parses the command line of a verb that takes a run folder. Nothing where it asked for help.
[[nodiscard]] std::optional<boost::program_options::variables_map>
parse_with_run(const Arguments& arguments, const std::string& verb, const std::string& what);

/// Reads the folder named by `run`. Without a plan it has been said what is wrong. Throws InputError.
[[nodiscard]] StoredRun stored_run(const boost::program_options::variables_map& values);

} // namespace sinter::cli
