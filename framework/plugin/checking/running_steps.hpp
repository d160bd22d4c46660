// SPDX-License-Identifier: Apache-2.0
//
// The steps of `plugins check` that load a file and run its code.
#pragma once

#include "framework/plugin/checking/child_process.hpp"
#include "framework/plugin/files/manifest.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <filesystem>
#include <string>

namespace sinter::plugin {

/// What was found, what is needed and what to do, on one line.
[[nodiscard]] std::string reason(const Refused& refused);

/// Loads the file step by step and makes one object. Each step is announced before it begins, so that who
/// listens knows which one a crash belongs to. Lines: a letter (Begun, Passed, Failed, Skipped), the number
/// of the step (check_steps.hpp), a text. Never throws for what is wrong with the file.
void run_loading_steps(const std::filesystem::path& file, const Manifest& manifest, const SendLine& send);

} // namespace sinter::plugin
