// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/library.hpp"

#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "framework/plugin/guard/process_state.hpp"
#include "framework/plugin/guard/process_watch.hpp"
#include "framework/plugin/loading/entry_check.hpp"

#include <sinter/views.hpp>

#include <boost/dll/shared_library.hpp>
#include <fmt/format.h>

#include <dlfcn.h>
#include <exception>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace sinter::plugin {
namespace {

void begin(const LoadProgress& progress, LoadStep step) {
    if (progress) {
        progress(step);
    }
}

/// Keeps a library for the life of the process: models, and objects with static destructors, may refer to it
/// until the very end.
void keep(boost::dll::shared_library library) {
    static auto& kept = *new std::vector<boost::dll::shared_library>();
    kept.push_back(std::move(library));
}

[[noreturn]] void refuse_loading(const std::filesystem::path& file, const std::string& why) {
    const bool unresolved = why.find("undefined symbol") != std::string::npos;
    const bool missing = why.find("cannot open shared object file") != std::string::npos;
    std::string remedy = "see `ldd` and the message above";
    if (unresolved) {
        remedy = "link what defines the symbol; with -Wl,-z,defs, as sinter_add_plugin() has it, the linker "
                 "tells already when the plugin is built";
    } else if (missing) {
        remedy = "install the library that it needs (`ldd` lists them)";
    }
    throw Refused({RefusalKind::load_failed, file, fmt::format("it does not load: {}", shown(why, 600)),
                   "a library that loads with all its symbols resolved", std::move(remedy)});
}

boost::dll::shared_library open(const std::filesystem::path& file) {
    try {
        using boost::dll::load_mode::rtld_local;
        using boost::dll::load_mode::rtld_now;
        return boost::dll::shared_library(boost::dll::fs::path(file.native()), rtld_now | rtld_local);
    } catch (const std::exception& e) { // of Boost's or std's system_error, as Boost was built
        refuse_loading(file, e.what());
    }
}

/// dlsym also looks into the libraries that a library brings along.
void require_own(const sinter_plugin_entry_table& entry, const std::filesystem::path& file) {
    Dl_info info{};
    std::error_code ignored;
    if (::dladdr(&entry, &info) != 0 && info.dli_fname != nullptr &&
        !std::filesystem::equivalent(info.dli_fname, file, ignored)) {
        throw Refused(
            {RefusalKind::no_entry, file,
             fmt::format("it has a manifest, but the {} that is found belongs to {}, a library that it needs",
                         SINTER_ENTRY_SYMBOL, shown(info.dli_fname)),
             "a library that exports its own entry",
             "do not link a plugin against another plugin: put what they share into a library that "
             "is none, and the SINTER_..._PLUGIN line into one file of each"});
    }
}

const sinter_plugin_entry_table& entry_of(const boost::dll::shared_library& library,
                                          const std::filesystem::path& file) {
    if (!library.has(SINTER_ENTRY_SYMBOL)) {
        throw Refused(
            {RefusalKind::no_entry, file,
             fmt::format("it has a manifest, but does not export {}", SINTER_ENTRY_SYMBOL),
             "a library that exports its entry",
             "add the SINTER_..._PLUGIN line of <sinter/plugin.hpp> to one file of the library, and do "
             "not hide the symbol in a version script"});
    }
    const auto& entry = library.get<const sinter_plugin_entry_table>(SINTER_ENTRY_SYMBOL);
    require_own(entry, file);
    return entry;
}

void require_no_change(const std::vector<std::string>& changes, const std::filesystem::path& file) {
    if (!changes.empty()) {
        throw Refused({RefusalKind::process_changed, file,
                       fmt::format("loading it changed {}", fmt::join(changes, "; ")),
                       "a library that leaves alone what it shares with everybody in the process",
                       "find the static constructor that does so, in the plugin or in a library of its"});
    }
}

} // namespace

const Callee& callee_of(const std::filesystem::path& file, const Manifest& manifest,
                        std::shared_ptr<HarmBoard> harm) {
    return kept({manifest.id,
                 fmt::format("the {} {} ({})", name_of(manifest.kind), manifest.id, file.string()),
                 FloatControls::now(), harm ? std::move(harm) : std::make_shared<HarmBoard>()});
}

Library load_library(const std::filesystem::path& file, const Manifest& manifest,
                     const LoadProgress& progress, std::shared_ptr<HarmBoard> harm) {
    require_abi(manifest.abi, file); // before any of its code runs
    begin(progress, LoadStep::open);
    const Callee& callee = callee_of(file, manifest, std::move(harm));
    ProcessWatch watch;
    const ProcessState before = ProcessState::now();
    auto library = [&] {
        const CallInProgress loading(callee, "loading");
        try {
            return open(file);
        } catch (const Refused&) {
            before.restore();
            static_cast<void>(watch.put_back());
            throw;
        }
    }();
    const ProcessState after = ProcessState::now();
    before.restore();
    const auto changes = watch.put_back();
    begin(progress, LoadStep::floating_point);
    before.require_same_floating_point(after, file);
    begin(progress, LoadStep::locale);
    before.require_same_locale(after, file);
    begin(progress, LoadStep::process);
    require_no_change(changes, file);
    begin(progress, LoadStep::symbol);
    auto examined = examine_entry(entry_of(library, file), file, manifest, progress);
    examined.callee = &callee;
    keep(std::move(library));
    return examined;
}

} // namespace sinter::plugin
