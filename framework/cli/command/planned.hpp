// SPDX-License-Identifier: Apache-2.0
//
// From a command line to a plan.
#pragma once

#include "framework/cli/process/exit_codes.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/threads/workers.hpp"

#include <boost/program_options/variables_map.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>

namespace sinter::cli {

struct Planned {
    std::unique_ptr<threads::Workers> workers;
    std::optional<study::Plan> plan; ///< none: it has been said what is wrong
    int code = exit_ok;              ///< of what was said
    std::size_t warnings = 0;        ///< that were said
};

/// Reads `config` with the changes of --set (where the verb has it), the plugins and the data. What is wrong
/// is printed, warnings too.
[[nodiscard]] Planned plan_of(const std::filesystem::path& config,
                              const boost::program_options::variables_map& values);

} // namespace sinter::cli
