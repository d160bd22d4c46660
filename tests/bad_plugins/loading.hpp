// SPDX-License-Identifier: Apache-2.0
//
// Loads one of the plugins of this folder the way the host does, from a folder of the test's own.
#pragma once

#include "framework/plugin/loading/catalogue.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace sinter::tests {

inline std::filesystem::path module_named(const std::string& name) {
    return std::filesystem::path(SINTER_BAD_PLUGINS) / (name + ".so");
}

/// A plugin folder with copies of some modules, each as NAME.so.
class PluginFolder {
public:
    explicit PluginFolder(const std::vector<std::string>& names = {}) {
        for (const auto& name : names) {
            add(name);
        }
    }
    std::filesystem::path add(const std::string& name) {
        return folder_.copy(module_named(name), name + ".so");
    }
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    [[nodiscard]] plugin::SearchFolder search_folder() const { return {path(), "--plugin-dir"}; }
    [[nodiscard]] plugin::Catalogue catalogue() const { return plugin::Catalogue({search_folder()}); }

private:
    TemporaryFolder folder_;
};

/// The refusal of a file in a plugin folder, on the way that the catalogue takes.
inline plugin::Refusal refusal_of(const PluginFolder& folder, const std::filesystem::path& file) {
    try {
        const auto manifest = plugin::read_manifest(file);
        const auto vetted = plugin::vet_path(file, {folder.search_folder()});
        const plugin::LoadedPlugin loaded(plugin::load_library(vetted, manifest));
    } catch (const plugin::Refused& refused) {
        return refused.refusal();
    }
    FAIL(file.string() << " was taken");
    return {};
}

inline plugin::Refusal refusal_of(const std::string& name) {
    PluginFolder folder;
    const auto file = folder.add(name);
    return refusal_of(folder, file);
}

} // namespace sinter::tests
