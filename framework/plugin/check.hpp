// SPDX-License-Identifier: Apache-2.0
//
// `sinter plugins check FILE`: the steps of loading one by one, in a child process, so that a file that
// crashes or hangs does not take the caller down.
#pragma once

#include "framework/plugin/manifest.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sinter::plugin {

enum class StepOutcome : std::uint8_t { passed, failed, not_run };

struct CheckStep {
    std::string id;       ///< "manifest.read", "load.open", ...
    std::string sentence; ///< what holds when it passes
    StepOutcome outcome = StepOutcome::not_run;
    std::string detail; ///< why it failed, or why it was not run; may be empty
};

struct CheckReport {
    std::filesystem::path file;
    std::optional<Manifest> manifest; ///< where it could be read
    std::vector<CheckStep> steps;     ///< always all, in their order

    /// No step failed.
    [[nodiscard]] bool sound() const;
};

struct CheckLimits {
    std::chrono::milliseconds time{10'000}; ///< for all that runs code of the file
};

/// Never throws for what is wrong with the file. The steps that run its code are done in a forked child: call
/// it where no other threads run. The child is no sandbox: it has the rights of the user.
[[nodiscard]] CheckReport check_plugin(const std::filesystem::path& file, const CheckLimits& limits = {});

} // namespace sinter::plugin
