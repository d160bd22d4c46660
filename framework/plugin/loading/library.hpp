// SPDX-License-Identifier: Apache-2.0
//
// Loads a plugin's library; the only user of Boost.DLL. Loading a library runs its code, whatever is checked first.
#pragma once

#include "framework/plugin/files/manifest.hpp"
#include "framework/plugin/guard/calls.hpp"

#include <sinter/abi/entry.h>
#include <sinter/abi/featurizer.h>
#include <sinter/abi/learner.h>
#include <sinter/abi/strategy.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace sinter::plugin {

/// The steps of loading, in their order.
enum class LoadStep : std::uint8_t {
    open,           ///< the library loads with all its symbols resolved
    floating_point, ///< loading it leaves the floating-point state alone
    locale,         ///< loading it leaves the locale alone
    process,        ///< loading it leaves alone what else all share: see process_watch.hpp
    symbol,         ///< it has the entry symbol
    magic,
    abi,
    entry_size,
    id,
    version,
    interface, ///< it offers the interface of its kind
    table      ///< the interface's table is large enough and complete
};

/// Called as each step begins; the step that was begun last is the one that a refusal or a crash belongs to.
using LoadProgress = std::function<void(LoadStep)>;

/// A loaded plugin library. All pointers stay valid: an accepted library is never unloaded.
struct Library {
    std::filesystem::path file;
    Manifest manifest;
    const sinter_plugin_entry_table* entry = nullptr;
    std::string toolchain;          ///< what it was built with; for information
    const Callee* callee = nullptr; ///< of a library that load_library gave
    /// Of these three, the one of the manifest's kind is set.
    const sinter_featurizer_plugin* featurizer = nullptr;
    const sinter_learner_plugin* learner = nullptr;
    const sinter_strategy_plugin* strategy = nullptr;
};

/// Loads `file`, a vetted canonical path, whose manifest was read from it. Throws Refused. One thread at a
/// time: the floating-point state and what the process shares are compared around the loading. `harm`: where
/// later calls tell what they find; null: a board of its own.
[[nodiscard]] Library load_library(const std::filesystem::path& file, const Manifest& manifest,
                                   const LoadProgress& progress = {},
                                   std::shared_ptr<HarmBoard> harm = nullptr);

/// How calls know the plugin.
[[nodiscard]] const Callee& callee_of(const std::filesystem::path& file, const Manifest& manifest,
                                      std::shared_ptr<HarmBoard> harm);

} // namespace sinter::plugin
