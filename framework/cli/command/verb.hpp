// SPDX-License-Identifier: Apache-2.0
//
// The verbs of the program, one file each.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::cli {

using Arguments = std::vector<std::string>; ///< those after the verb

/// Each returns an exit code: 0 ok, 1 some units failed, 2 config, 3 data, 4 plugin, 5 interrupted, 6 the
/// machine. User errors may also be thrown as diagnostics::InputError.
int run_init(const Arguments& arguments);
int run_check(const Arguments& arguments);
int run_run(const Arguments& arguments);
int run_status(const Arguments& arguments);
int run_report(const Arguments& arguments);
int run_compare(const Arguments& arguments);
int run_featurize(const Arguments& arguments);
int run_plugins(const Arguments& arguments);
int run_new_plugin(const Arguments& arguments);
int run_build_plugin(const Arguments& arguments);

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
    Verb{"compare", "set the same units of several runs side by side", run_compare},
    Verb{"featurize", "write the feature matrix of a config or of a list of formulas", run_featurize},
    Verb{"plugins", "list, describe, check or lock plugins", run_plugins},
    Verb{"new-plugin", "write a plugin that works, to edit", run_new_plugin},
    Verb{"build-plugin", "compile one file into a plugin", run_build_plugin},
};

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed_units = 1;
inline constexpr int exit_config = 2;
inline constexpr int exit_data = 3;
inline constexpr int exit_plugin = 4;
inline constexpr int exit_interrupted = 5;
inline constexpr int exit_machine = 6;
inline constexpr int exit_bug = 70;

} // namespace sinter::cli
