// SPDX-License-Identifier: Apache-2.0
//
// The conformance kit (sdk/testkit) run on a built plugin, each check in a child process of its own.
#pragma once

#include "framework/plugin/checking/check.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sinter::plugin {

/// The kit's checks for a kind, in their order, not run.
[[nodiscard]] std::vector<CheckStep> conformance_steps(PluginKind kind);

/// Runs the checks of the manifest's kind that `options` selects. After one that does not end in time the
/// rest are left out: they would not end either. `output` receives what the plugin wrote to standard output
/// and standard error.
[[nodiscard]] std::vector<CheckStep> run_conformance(const std::filesystem::path& file,
                                                     const Manifest& manifest, const CheckOptions& options,
                                                     std::string& output);

/// Whether `only` names the check: by its id, or by what stands before a dot of it. An empty list names all.
[[nodiscard]] bool is_selected(const std::string& id, const std::vector<std::string>& only);

} // namespace sinter::plugin
