// SPDX-License-Identifier: Apache-2.0
//
// The steps of `plugins check`, each with an id and one sentence.
#pragma once

#include "framework/plugin/checking/check.hpp"
#include "framework/plugin/loading/library.hpp"

#include <cstdint>
#include <vector>

namespace sinter::plugin {

enum class Step : std::uint8_t {
    // reading the file
    file_regular,
    file_permissions,
    file_library,
    manifest_read,
    manifest_abi,
    symbols_one,
    // running its code: first the steps of LoadStep, in their order
    load_open,
    load_floating_point,
    load_locale,
    load_process,
    entry_symbol,
    entry_magic,
    entry_abi,
    entry_size,
    entry_id,
    entry_version,
    interface_offered,
    interface_complete,
    load_threads,
    options_declared,
    create_defaults,
    quiet
};

inline constexpr Step first_running_step = Step::load_open;

[[nodiscard]] Step step_of(LoadStep step);

/// All steps in their order, not run.
[[nodiscard]] std::vector<CheckStep> all_check_steps();

} // namespace sinter::plugin
