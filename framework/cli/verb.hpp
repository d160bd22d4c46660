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

/// Each returns an exit code: 0 ok, 2 config, 3 data, 4 plugin, 5 interrupted. User errors may also be thrown
/// as diagnostics::InputError.
int run_init(const Arguments& arguments);
int run_check(const Arguments& arguments);
int run_run(const Arguments& arguments);
int run_featurize(const Arguments& arguments);
int run_plugins(const Arguments& arguments);

struct Verb {
    std::string_view name;
    std::string_view summary;
    int (*run)(const Arguments&);
};

inline constexpr std::array verbs{
    Verb{"init", "write a commented config, with data, that runs", run_init},
    Verb{"check", "read a config and its data, report all errors, run nothing", run_check},
    Verb{"run", "run a study", run_run},
    Verb{"featurize", "write the feature matrix of a config or of a list of formulas", run_featurize},
    Verb{"plugins", "list, describe or check plugins", run_plugins},
};

inline constexpr int exit_ok = 0;
inline constexpr int exit_config = 2;
inline constexpr int exit_data = 3;
inline constexpr int exit_plugin = 4;
inline constexpr int exit_interrupted = 5;
inline constexpr int exit_bug = 70;

} // namespace sinter::cli
