// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/entry_check.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "framework/plugin/loading/library.hpp"

#include <sinter/views.hpp>

#include <fmt/format.h>

#include <utility>

namespace sinter::plugin {
namespace {

constexpr const char* build_again = "build the plugin again with the SDK of this sinter";

// The sizes of revision 1. They never change: a newer host still takes a plugin that has only these fields.
constexpr std::uint32_t entry_floor = 80;
constexpr std::uint32_t table_floor = 24; // struct_size to create
static_assert(sizeof(sinter_plugin_entry_table) >= entry_floor);
static_assert(sizeof(sinter_featurizer_plugin) >= table_floor);
static_assert(sizeof(sinter_learner_plugin) >= table_floor);
static_assert(sizeof(sinter_strategy_plugin) >= table_floor);

class Examination {
public:
    Examination(const sinter_plugin_entry_table& entry, const std::filesystem::path& file,
                const Manifest& manifest)
        : entry_(entry), file_(file), manifest_(manifest) {}

    void require_magic() const {
        if (entry_.magic != SINTER_MAGIC) {
            refuse(RefusalKind::wrong_magic,
                   fmt::format("its {} starts with {:#018x}", SINTER_ENTRY_SYMBOL, entry_.magic),
                   fmt::format("an entry that starts with {:#018x}", SINTER_MAGIC));
        }
    }

    void require_size() const {
        if (entry_.struct_size < entry_floor) {
            refuse(RefusalKind::entry_too_small,
                   "its entry has " + bytes::counted(entry_.struct_size, "byte"),
                   fmt::format("an entry of at least {} bytes", entry_floor));
        }
    }

    /// The entry says what the manifest says.
    void require_same(RefusalKind kind, const char* what, sinter_string in_entry,
                      const std::string& in_manifest) const {
        if (text(in_entry) != in_manifest) {
            refuse(
                kind,
                fmt::format("its {} is \"{}\", but \"{}\" in its manifest", what, shown(text(in_entry)),
                            shown(in_manifest)),
                "a manifest that belongs to the library",
                "do not write the manifest by hand: the SINTER_..._PLUGIN line makes both; two such lines in "
                "one library are one too many");
        }
    }

    const void* interface_table() const {
        if (entry_.get_interface == nullptr) {
            refuse(RefusalKind::no_get_interface, "its entry has no function get_interface",
                   "a complete entry");
        }
        const void* table = entry_.get_interface(c_text(interface_of(manifest_.kind)));
        if (table == nullptr) {
            refuse(RefusalKind::wrong_kind,
                   fmt::format("its manifest says {}, but it does not offer {}; it offers {}",
                               name_of(manifest_.kind), interface_of(manifest_.kind), offered()),
                   fmt::format("a plugin that offers {}", interface_of(manifest_.kind)),
                   "use the plugin line of the right kind (SINTER_FEATURIZER_PLUGIN, SINTER_LEARNER_PLUGIN, "
                   "SINTER_STRATEGY_PLUGIN) and build again");
        }
        return table;
    }

    template <class Table>
    const Table* complete(const void* address) const {
        const auto* table = static_cast<const Table*>(address);
        if (table->struct_size < table_floor) {
            refuse(RefusalKind::table_too_small,
                   fmt::format("its {} table has {}", interface_of(manifest_.kind),
                               bytes::counted(table->struct_size, "byte")),
                   fmt::format("a table of at least {} bytes", table_floor));
        }
        require_function(table->parameters != nullptr, "parameters");
        require_function(table->create != nullptr, "create");
        return table;
    }

    [[nodiscard]] std::string toolchain() const { return shown(text(entry_.toolchain)); }

private:
    [[noreturn]] void refuse(RefusalKind kind, std::string found, std::string needed,
                             std::string remedy = build_again) const {
        throw Refused({kind, file_, std::move(found), std::move(needed), std::move(remedy)});
    }

    void require_function(bool there, const char* name) const {
        if (!there) {
            refuse(RefusalKind::missing_function,
                   fmt::format("its {} table lacks the function {}", interface_of(manifest_.kind), name),
                   "a complete table");
        }
    }

    /// A text of the other side; one that cannot be is empty.
    static std::string_view text(sinter_string s) {
        constexpr std::uint64_t longest = 4096;
        return s.data == nullptr || s.size > longest ? std::string_view() : text_of(s);
    }

    std::string offered() const {
        std::string all;
        for (const auto kind : all_plugin_kinds) {
            if (entry_.get_interface(c_text(interface_of(kind))) != nullptr) {
                all += (all.empty() ? "" : ", ") + std::string(interface_of(kind));
            }
        }
        return all.empty() ? "no interface that this host knows" : all;
    }

    const sinter_plugin_entry_table& entry_;
    const std::filesystem::path& file_;
    const Manifest& manifest_;
};

} // namespace

Library examine_entry(const sinter_plugin_entry_table& entry, const std::filesystem::path& file,
                      const Manifest& manifest, const LoadProgress& progress) {
    const auto begin = [&](LoadStep step) {
        if (progress) {
            progress(step);
        }
    };
    const Examination examination(entry, file, manifest);
    begin(LoadStep::magic);
    examination.require_magic();
    begin(LoadStep::abi);
    require_abi(entry.abi_major, file);
    begin(LoadStep::entry_size);
    examination.require_size();
    begin(LoadStep::id);
    examination.require_same(RefusalKind::id_differs, "id", entry.id, manifest.id);
    begin(LoadStep::version);
    examination.require_same(RefusalKind::version_differs, "version", entry.version, manifest.version);
    begin(LoadStep::interface);
    const void* table = examination.interface_table();
    begin(LoadStep::table);
    Library library{file, manifest, &entry, examination.toolchain(), nullptr, nullptr, nullptr};
    switch (manifest.kind) {
    case PluginKind::featurizer:
        library.featurizer = examination.complete<sinter_featurizer_plugin>(table);
        break;
    case PluginKind::learner:
        library.learner = examination.complete<sinter_learner_plugin>(table);
        break;
    case PluginKind::strategy:
        library.strategy = examination.complete<sinter_strategy_plugin>(table);
        break;
    }
    return library;
}

} // namespace sinter::plugin
