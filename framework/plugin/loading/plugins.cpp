// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/plugins.hpp"

#include "framework/plugin/files/refusal.hpp"
#include "framework/plugin/guard/guarded.hpp"
#include "framework/plugin/guard/process_watch.hpp"
#include "framework/plugin/loading/declaration_check.hpp"

#include <sinter/bridge/featurizer.hpp>
#include <sinter/bridge/parameters.hpp>
#include <sinter/bridge/strategy.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <string_view>
#include <utility>

namespace sinter::plugin {
namespace {

/// Runs `make`; where it changed what all share, that is what is thrown, whatever else it threw.
template <class Make>
auto watched(const Callee& callee, const char* doing, const Make& make) {
    ProcessWatch watch;
    const auto require_no_change = [&] {
        const auto changes = watch.put_back();
        if (!changes.empty()) {
            const auto text = fmt::format("{} changed {} ({})", callee.name, fmt::join(changes, "; "), doing);
            callee.harm->add(text);
            throw Error(SINTER_INTERNAL, text);
        }
    };
    try {
        auto made = crossed(callee, doing, make);
        require_no_change();
        return made;
    } catch (const std::exception&) {
        require_no_change();
        throw;
    }
}

/// The host of a plugin that is made ready (init): it has nothing of a study.
class StartHost final : public Host {
public:
    using Host::make_learner;

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        for (std::int64_t i = 0; i < count; ++i) {
            body(i);
        }
    }
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& /*changed*/) override {
        fail_unsupported(
            fmt::format("asks for the learner '{}' in init, where there is none: ask in fit", name));
    }
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        fail_unsupported(
            fmt::format("asks for the strategy '{}' in init, where there is none: ask in fit", name));
    }
    void progress(double /*fraction*/) override {}
    void log(LogLevel /*level*/, std::string_view /*text*/) override {}
    [[nodiscard]] bool cancelled() override { return false; }
    [[nodiscard]] Stream stream(std::string_view purpose) override { return Stream().derive(purpose); }
};

/// Makes an object, ready for use and with every call watched, and puts the plugin's id before what it reports.
template <class Make>
auto named(const LoadedPlugin& plugin, const Make& make) {
    try {
        auto object = guarded(plugin.callee(), watched(plugin.callee(), "creating", make));
        watched(plugin.callee(), "getting ready", [&] {
            StartHost host;
            object->init(host);
            return true;
        });
        return object;
    } catch (const Error& e) {
        throw Error(e.code(), plugin.id() + ": " + e.what(), e.option(), e.other_option());
    } catch (const std::exception& e) { // of a plugin that does not use the SDK's guard
        throw Error(SINTER_INTERNAL, plugin.id() + ": an exception came through the boundary: " + e.what());
    }
}

template <class Table>
const Table& table_of(const LoadedPlugin& plugin, const Table* table, PluginKind wanted) {
    if (table == nullptr) {
        fail_invalid("it is a " + std::string(name_of(plugin.kind())) + ", not a " +
                     std::string(name_of(wanted)));
    }
    return *table;
}

/// One that did not come from a file has no callee yet.
Library with_callee(Library library) {
    if (library.callee == nullptr) {
        library.callee = &callee_of(library.file, library.manifest, nullptr);
    }
    return library;
}

Parameters watched_declaration(const Library& library) {
    try {
        return watched(*library.callee, "reading its options", [&] { return read_declaration(library); });
    } catch (const Error& error) {
        throw Refused({RefusalKind::process_changed, library.file, error.what(),
                       "a plugin that leaves alone what it shares with everybody in the process",
                       "do nothing in parameters() but declare options"});
    }
}

} // namespace

LoadedPlugin::LoadedPlugin(Library library, std::string digest)
    : library_(with_callee(std::move(library))), parameters_(watched_declaration(library_)),
      digest_(std::move(digest)) {}

std::unique_ptr<Featurizer> make_featurizer(const LoadedPlugin& plugin, const Options& options,
                                            const std::vector<InputColumn>& inputs) {
    return named(plugin, [&]() -> std::unique_ptr<Featurizer> {
        const auto& table = table_of(plugin, plugin.loaded_library().featurizer, PluginKind::featurizer);
        const bridge::CValues values(options);
        const sinter_values c_values = values.c();
        const bridge::CColumns columns(inputs);
        const sinter_columns c_columns = columns.c();
        sinter_featurizer_ref ref{nullptr, nullptr};
        bridge::call(table.create, &c_values, &c_columns, &ref);
        return std::make_unique<bridge::ImportedFeaturizer>(ref);
    });
}

std::unique_ptr<Learner> make_learner(const LoadedPlugin& plugin, const Options& options) {
    return named(plugin, [&]() -> std::unique_ptr<Learner> {
        const auto& table = table_of(plugin, plugin.loaded_library().learner, PluginKind::learner);
        const bridge::CValues values(options);
        const sinter_values c_values = values.c();
        sinter_learner_ref ref{nullptr, nullptr};
        bridge::call(table.create, &c_values, &ref);
        return std::make_unique<bridge::ImportedLearner>(ref);
    });
}

std::unique_ptr<TransferStrategy> make_strategy(const LoadedPlugin& plugin, const Options& options) {
    return named(plugin, [&]() -> std::unique_ptr<TransferStrategy> {
        const auto& table = table_of(plugin, plugin.loaded_library().strategy, PluginKind::strategy);
        const bridge::CValues values(options);
        const sinter_values c_values = values.c();
        sinter_strategy_ref ref{nullptr, nullptr};
        bridge::call(table.create, &c_values, &ref);
        return std::make_unique<bridge::ImportedStrategy>(ref);
    });
}

} // namespace sinter::plugin
