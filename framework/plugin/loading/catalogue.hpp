// SPDX-License-Identifier: Apache-2.0
//
// Which plugins there are, and loading them on demand.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/files/manifest.hpp"
#include "framework/plugin/files/path_vetting.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "framework/plugin/loading/plugin_lock.hpp"
#include "framework/plugin/loading/plugins.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::plugin {

/// A file NAME.so in a search folder.
struct CatalogueEntry {
    std::filesystem::path file;
    std::string id;                   ///< from the manifest; the file's stem where that cannot be read
    std::optional<Manifest> manifest; ///< where it could be read
    std::optional<Refusal> refusal;   ///< why it will not be loaded
    bool shadowed = false;            ///< an earlier folder has a plugin with this id
};

/// The plugins of the search folders. Scanning reads manifests and runs no code of any plugin.
///
/// Several files with one id: the first folder that has the id wins, even if its file is refused (a plugin
/// that one has just rebuilt is not silently replaced by an older one); two in the same folder are both
/// refused. Members may be called from any thread; loading is done by one thread at a time.
class Catalogue {
public:
    explicit Catalogue(std::vector<SearchFolder> folders);

    /// Refuses from now on what the lock does not name, and what is another file than the one it names: by
    /// its SHA-256, before any of its code runs. A file that is exchanged or changed between that and its
    /// loading is refused too, but what a library does when it is loaded may have run. Call it before
    /// anything is loaded.
    void accept_only(const PluginLock& lock);

    [[nodiscard]] const std::vector<SearchFolder>& folders() const noexcept { return folders_; }
    /// What the plugins that it loaded did to the process.
    [[nodiscard]] const std::shared_ptr<HarmBoard>& harm() const noexcept { return harm_; }
    /// For messages: where was looked, and how to name further folders.
    [[nodiscard]] std::vector<std::string> folder_hints() const;
    /// Why a plugin that is in none of the folders may be absent: what the build says of those that it, or an
    /// installation, may lack. Empty where it says nothing.
    [[nodiscard]] std::vector<std::string> left_out_hints(const std::string& id) const;
    /// By folder, then by file name; including refused and shadowed ones.
    [[nodiscard]] const std::vector<CatalogueEntry>& entries() const noexcept { return entries_; }
    /// The ids of one kind that can be asked for, sorted.
    [[nodiscard]] std::vector<std::string> ids(PluginKind kind) const;

    /// Loads the plugin with this id, or gives the one that was loaded before. Null where that is not
    /// possible; then an error is added: of kind config where there is no such plugin (with the nearest ids
    /// and the files that were refused) or it is of another kind, of kind plugin where it was found and refused.
    [[nodiscard]] std::shared_ptr<const LoadedPlugin>
    find(PluginKind kind, const diagnostics::Located<std::string>& id, diagnostics::Diagnostics& diagnostics);
    /// The same; throws InputError instead.
    [[nodiscard]] std::shared_ptr<const LoadedPlugin> require(PluginKind kind,
                                                              const diagnostics::Located<std::string>& id);
    /// The same for an id of any kind; for `plugins describe ID`.
    [[nodiscard]] std::shared_ptr<const LoadedPlugin>
    require_any(const diagnostics::Located<std::string>& id);

private:
    struct Slot {
        std::shared_ptr<const LoadedPlugin> plugin;
        std::optional<Refusal> refusal;
    };
    [[nodiscard]] std::optional<std::size_t> entry_with(const std::string& id) const;
    [[nodiscard]] std::shared_ptr<const LoadedPlugin> load(std::size_t index, std::string_view what,
                                                           const diagnostics::Located<std::string>& id,
                                                           diagnostics::Diagnostics& diagnostics);
    [[nodiscard]] std::vector<std::string> refused_hints() const;
    [[nodiscard]] std::vector<std::string> absence_hints(PluginKind kind, const std::string& id) const;

    /// Throws Refused.
    [[nodiscard]] std::shared_ptr<const LoadedPlugin> load_vetted(const std::filesystem::path& path,
                                                                  const std::string& id) const;
    /// Throws Refused where the lock names another digest for the plugin, or none.
    void require_locked(const std::filesystem::path& file, const std::string& id,
                        const std::string& digest) const;

    std::vector<SearchFolder> folders_;
    std::optional<PluginLock> lock_;
    std::map<std::string, std::string> left_out_;
    std::vector<CatalogueEntry> entries_;
    std::vector<Slot> slots_; ///< one per entry
    std::shared_ptr<HarmBoard> harm_ = std::make_shared<HarmBoard>();
    std::mutex mutex_;
};

} // namespace sinter::plugin
