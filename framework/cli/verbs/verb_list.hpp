// SPDX-License-Identifier: Apache-2.0
//
// The verbs of the program.
#pragma once

#include "framework/cli/verbs/build_plugin.hpp"
#include "framework/cli/verbs/check.hpp"
#include "framework/cli/verbs/compare.hpp"
#include "framework/cli/verbs/featurize.hpp"
#include "framework/cli/verbs/init.hpp"
#include "framework/cli/verbs/new_plugin.hpp"
#include "framework/cli/verbs/plugins.hpp"
#include "framework/cli/verbs/report.hpp"
#include "framework/cli/verbs/run.hpp"
#include "framework/cli/verbs/status.hpp"

#include <array>
#include <string_view>

namespace sinter::cli {

struct Verb {
    std::string_view name;
    std::string_view summary;
    int (*run)(const Arguments&);
};

inline constexpr std::array verbs{
    Verb{"init", "write a commented config, with data, that runs", run_init},
    Verb{"check", "read a config and its data, report all errors, run nothing", run_check},
    Verb{"run", "run a study, or go on with it", run_run},
    Verb{"status", "say what is done, failed or stale in a run folder", run_status},
    Verb{"report", "write the tables and the page of a run folder again", run_report},
    Verb{"compare", "set the same trials of several runs side by side", run_compare},
    Verb{"featurize", "write the feature matrix of a config or of a list of formulas", run_featurize},
    Verb{"plugins", "list, describe, check or lock plugins", run_plugins},
    Verb{"new-plugin", "write a plugin that works, to edit", run_new_plugin},
    Verb{"build-plugin", "compile one file into a plugin", run_build_plugin},
};

} // namespace sinter::cli
