// SPDX-License-Identifier: Apache-2.0
//
// Loaded plugins as the C++ classes of the SDK.
#pragma once

#include "framework/plugin/loading/library.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sinter::plugin {

/// A plugin that passed all checks of loading. Immutable; any thread.
class LoadedPlugin {
public:
    /// Reads the declared options; throws Refused. `digest`: of the file that was loaded.
    explicit LoadedPlugin(Library library, std::string digest = {});

    [[nodiscard]] const std::string& id() const noexcept { return library_.manifest.id; }
    [[nodiscard]] PluginKind kind() const noexcept { return library_.manifest.kind; }
    [[nodiscard]] const std::string& version() const noexcept { return library_.manifest.version; }
    [[nodiscard]] const std::string& summary() const noexcept { return library_.manifest.summary; }
    /// "none", or the library that starts threads of its own.
    [[nodiscard]] const std::string& threads() const noexcept { return library_.manifest.threads; }
    [[nodiscard]] const std::string& toolchain() const noexcept { return library_.toolchain; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return library_.file; }
    /// SHA-256 of the file, in hex; for lock.json and trial ids. Empty where none was given.
    [[nodiscard]] const std::string& digest() const noexcept { return digest_; }
    [[nodiscard]] const Parameters& parameters() const noexcept { return parameters_; }
    [[nodiscard]] const Library& loaded_library() const noexcept { return library_; }
    /// How calls know it.
    [[nodiscard]] const Callee& callee() const noexcept { return *library_.callee; }

private:
    Library library_;
    Parameters parameters_;
    std::string digest_;
};

/// The plugin's object with these options, which must be validated (option_validation.hpp). `plugin` is of
/// the right kind. Throws Error, whose text starts with the plugin's id, also where making it changed what
/// all share (process_watch.hpp). Every call into the object is watched (calls.hpp).
[[nodiscard]] std::unique_ptr<Featurizer> make_featurizer(const LoadedPlugin& plugin, const Options& options,
                                                          const std::vector<InputColumn>& inputs);
[[nodiscard]] std::unique_ptr<Learner> make_learner(const LoadedPlugin& plugin, const Options& options);
[[nodiscard]] std::unique_ptr<TransferStrategy> make_strategy(const LoadedPlugin& plugin,
                                                              const Options& options);

} // namespace sinter::plugin
