// SPDX-License-Identifier: Apache-2.0
//
// `sinter plugins check FILE`: the steps of loading one by one and then the conformance kit, in child
// processes, so that a file that crashes or hangs does not take the caller down.
#pragma once

#include "framework/plugin/files/manifest.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sinter::plugin {

enum class StepOutcome : std::uint8_t { passed, failed, not_run };

struct CheckStep {
    std::string id;       ///< "manifest.read", "load.open", "learner.one_row", ...
    std::string sentence; ///< what holds when it passes
    StepOutcome outcome = StepOutcome::not_run;
    std::string detail; ///< why it failed and what to do, or why it was not run; may be empty
};

struct CheckReport {
    std::filesystem::path file;
    std::optional<Manifest> manifest; ///< where it could be read
    std::vector<CheckStep> steps;     ///< those that were selected, and those of loading that failed

    /// No step failed.
    [[nodiscard]] bool sound() const;
};

struct CheckOptions {
    std::chrono::milliseconds time{60'000};      ///< for loading, and for each check of the kit
    std::vector<std::string> only{};             ///< ids, or what stands before a dot of them; empty: all
    std::uint64_t seed = 1;                      ///< of the data that the checks make
    std::map<std::string, std::string> values{}; ///< of the plugin's options, where not the defaults
    /// In this process a debugger sees the plugin, and a crash takes the caller down.
    enum class Where : std::uint8_t { child_processes, this_process };
    Where where = Where::child_processes;
};

/// Never throws for what is wrong with the file. Its code runs in forked children: call it where no other
/// threads run. A child is no sandbox: it has the rights of the user.
[[nodiscard]] CheckReport check_plugin(const std::filesystem::path& file, const CheckOptions& options = {});

/// The ids of all steps and checks, of every kind; for messages.
[[nodiscard]] std::vector<std::string> all_check_ids();

} // namespace sinter::plugin
