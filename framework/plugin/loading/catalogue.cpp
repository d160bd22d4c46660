// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/catalogue.hpp"

#include "framework/diagnostics/nearest_name.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/left_out.hpp"
#include "framework/plugin/files/pinned_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;
using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Located;

/// The files NAME.so of a folder, sorted. A folder that cannot be read has none.
std::vector<fs::path> candidates_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".so") {
            files.push_back(at->path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

CatalogueEntry scan(const fs::path& file, const std::vector<SearchFolder>& folders) {
    CatalogueEntry entry{file, shown(file.stem().string(), 64), std::nullopt, std::nullopt, false};
    try {
        entry.manifest = read_manifest(file);
        entry.id = entry.manifest->id;
        static_cast<void>(vet_path(file, folders)); // the path is vetted again when it is loaded
        require_abi(entry.manifest->abi, file);
    } catch (const Refused& refused) {
        entry.refusal = refused.refusal();
    }
    return entry;
}

/// Refuses both of two files with one id in the entries from `first` on, which are those of one folder.
void refuse_duplicates(std::vector<CatalogueEntry>& entries, std::size_t first) {
    for (std::size_t i = first; i < entries.size(); ++i) {
        for (std::size_t k = first; k < entries.size(); ++k) {
            if (k != i && entries[k].id == entries[i].id) {
                entries[i].refusal =
                    Refusal{RefusalKind::duplicate_id, entries[i].file,
                            fmt::format("{} has the same id \"{}\"", entries[k].file.filename().string(),
                                        entries[i].id),
                            "one file an id in a folder", "take one of the two out of the folder"};
                break;
            }
        }
    }
}

std::string one_of(PluginKind kind) { return fmt::format("a {}", name_of(kind)); }

} // namespace

Catalogue::Catalogue(std::vector<SearchFolder> folders) : folders_(std::move(folders)) {
    std::set<std::string> earlier;
    for (const auto& folder : folders_) {
        const auto first = entries_.size();
        for (const auto& file : candidates_in(folder.path)) {
            entries_.push_back(scan(file, folders_));
        }
        refuse_duplicates(entries_, first);
        left_out_.merge(left_out_plugins(folder.path));
        for (auto i = first; i < entries_.size(); ++i) {
            entries_[i].shadowed = earlier.contains(entries_[i].id);
        }
        for (auto i = first; i < entries_.size(); ++i) {
            earlier.insert(entries_[i].id);
        }
    }
    slots_.resize(entries_.size());
}

std::vector<std::string> Catalogue::ids(PluginKind kind) const {
    std::vector<std::string> ids;
    for (const auto& entry : entries_) {
        if (!entry.shadowed && !entry.refusal && entry.manifest->kind == kind) {
            ids.push_back(entry.id);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::optional<std::size_t> Catalogue::entry_with(const std::string& id) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const CatalogueEntry& e) { return !e.shadowed && e.id == id; });
    if (found == entries_.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - entries_.begin());
}

std::vector<std::string> Catalogue::refused_hints() const {
    constexpr std::size_t most = 12;
    std::vector<std::string> hints;
    std::size_t refused = 0;
    for (const auto& entry : entries_) {
        if (!entry.refusal) {
            continue;
        }
        if (++refused <= most) {
            hints.push_back("refused: " + describe(*entry.refusal));
        }
    }
    if (refused > most) {
        hints.push_back(fmt::format("and {} more files were refused", refused - most));
    }
    return hints;
}

std::shared_ptr<const LoadedPlugin> Catalogue::load(std::size_t index, std::string_view what,
                                                    const Located<std::string>& id,
                                                    Diagnostics& diagnostics) {
    const std::lock_guard lock(mutex_);
    const auto& entry = entries_[index];
    auto& slot = slots_[index];
    if (!slot.plugin && !slot.refusal) {
        try {
            if (entry.refusal) {
                throw Refused(*entry.refusal);
            }
            // Once more: the file may have changed since it was scanned.
            slot.plugin = load_vetted(vet_path(entry.file, folders_), entry.id);
        } catch (const Refused& refused) {
            slot.refusal = refused.refusal();
        }
    }
    if (slot.refusal) {
        diagnostics.add(to_diagnostic(what, id, *slot.refusal));
    }
    return slot.plugin;
}

std::vector<std::string> Catalogue::folder_hints() const {
    std::vector<std::string> hints;
    for (const auto& folder : folders_) {
        const bool any = std::any_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
            return entry.file.parent_path() == folder.path;
        });
        hints.push_back(fmt::format("looked in: {} ({}){}", folder.path.string(), folder.origin,
                                    any ? "" : ", which has no plugin"));
    }
    hints.emplace_back(
        "further folders: --plugin-dir FOLDER, and ~/.local/share/sinter/plugins if it exists");
    return hints;
}

std::vector<std::string> Catalogue::left_out_hints(const std::string& id) const {
    const auto found = left_out_.find(id);
    return found == left_out_.end() ? std::vector<std::string>() : std::vector{found->second};
}

std::vector<std::string> Catalogue::absence_hints(PluginKind kind, const std::string& id) const {
    auto hints = left_out_hints(id);
    if (hints.empty()) {
        hints = diagnostics::name_hints(id, ids(kind), plural_of(kind));
    }
    for (auto& hint : folder_hints()) {
        hints.push_back(std::move(hint));
    }
    for (auto& hint : refused_hints()) {
        hints.push_back(std::move(hint));
    }
    return hints;
}

std::shared_ptr<const LoadedPlugin> Catalogue::load_vetted(const fs::path& path,
                                                           const std::string& id) const {
    const PinnedFile file(path);
    auto digest = file.digest();
    if (lock_) {
        require_locked(path, id, digest);
    }
    const Manifest manifest = read_manifest(path);
    file.require_in_place();
    auto library = load_library(path, manifest, {}, harm_);
    file.require_loaded_at(library.entry);
    if (lock_) {
        // Once more: two changes within a tick of the clock have one time.
        require_locked(path, id, file.digest());
    }
    return std::make_shared<const LoadedPlugin>(std::move(library), std::move(digest));
}

void Catalogue::accept_only(const PluginLock& lock) { lock_ = lock; }

void Catalogue::require_locked(const fs::path& file, const std::string& id, const std::string& digest) const {
    const auto locked = std::find_if(lock_->plugins.begin(), lock_->plugins.end(),
                                     [&](const LockedPlugin& p) { return p.id == id; });
    if (locked == lock_->plugins.end()) {
        throw Refused(
            {RefusalKind::not_locked, file, fmt::format("the lock {} does not name it", lock_->file.string()),
             "a plugin that the lock names",
             "write the lock again with `sinter plugins lock` (and the same --plugin-dir) if this plugin is wanted"});
    }
    if (digest != locked->sha256) {
        throw Refused({RefusalKind::other_than_locked, file, fmt::format("its SHA-256 is {}", digest),
                       fmt::format("version {} with the SHA-256 {}, which {} names", locked->version,
                                   locked->sha256, lock_->file.string()),
                       "put that file back, or write the lock again with `sinter plugins lock` "
                       "(and the same --plugin-dir) if the change is meant"});
    }
}

std::shared_ptr<const LoadedPlugin> Catalogue::find(PluginKind kind, const Located<std::string>& id,
                                                    Diagnostics& diagnostics) {
    const auto index = entry_with(id.value);
    if (!index) {
        diagnostics.error(ErrorKind::config, id.where,
                          fmt::format("there is no {} \"{}\"", name_of(kind), shown(id.value)),
                          absence_hints(kind, id.value));
        return nullptr;
    }
    const auto& manifest = entries_[*index].manifest;
    if (manifest && manifest->kind != kind) {
        diagnostics.error(ErrorKind::config, id.where,
                          fmt::format("\"{}\" is {}, not {}", id.value, one_of(manifest->kind), one_of(kind)),
                          diagnostics::name_hints(id.value, ids(kind), plural_of(kind)));
        return nullptr;
    }
    return load(*index, name_of(kind), id, diagnostics);
}

std::shared_ptr<const LoadedPlugin> Catalogue::require(PluginKind kind, const Located<std::string>& id) {
    Diagnostics diagnostics;
    auto plugin = find(kind, id, diagnostics);
    if (!plugin) {
        throw diagnostics::InputError(std::move(diagnostics));
    }
    return plugin;
}

std::shared_ptr<const LoadedPlugin> Catalogue::require_any(const Located<std::string>& id) {
    if (const auto index = entry_with(id.value)) {
        Diagnostics diagnostics;
        auto plugin = load(*index, "plugin", id, diagnostics);
        if (!plugin) {
            throw diagnostics::InputError(std::move(diagnostics));
        }
        return plugin;
    }
    std::vector<std::string> all;
    for (const auto kind : all_plugin_kinds) {
        for (auto& known : ids(kind)) {
            all.push_back(std::move(known));
        }
    }
    auto hints = left_out_hints(id.value);
    if (hints.empty()) {
        hints = diagnostics::name_hints(id.value, all, "plugins");
    }
    for (auto& hint : refused_hints()) {
        hints.push_back(std::move(hint));
    }
    throw diagnostics::InputError(ErrorKind::config, id.where,
                                  fmt::format("there is no plugin \"{}\"", shown(id.value)),
                                  std::move(hints));
}

} // namespace sinter::plugin
