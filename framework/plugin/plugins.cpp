// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/plugins.hpp"

#include "framework/plugin/declaration_check.hpp"

#include <sinter/bridge/featurizer.hpp>
#include <sinter/bridge/learner.hpp>
#include <sinter/bridge/parameters.hpp>
#include <sinter/bridge/strategy.hpp>

#include <utility>

namespace sinter::plugin {
namespace {

/// Runs `make` and puts the plugin's id before what it reports.
template <class Make>
auto named(const LoadedPlugin& plugin, const Make& make) {
    try {
        return make();
    } catch (const Error& e) {
        throw Error(e.code(), plugin.id() + ": " + e.what(), e.option());
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

} // namespace

LoadedPlugin::LoadedPlugin(Library library, std::string digest)
    : library_(std::move(library)), parameters_(read_declaration(library_)), digest_(std::move(digest)) {}

std::unique_ptr<Featurizer> make_featurizer(const LoadedPlugin& plugin, const Options& options,
                                            const std::vector<Column>& inputs) {
    return named(plugin, [&]() -> std::unique_ptr<Featurizer> {
        const auto& table = table_of(plugin, plugin.loaded_library().featurizer, PluginKind::featurizer);
        const bridge::CValues values(options);
        const bridge::CColumns columns(inputs);
        sinter_featurizer_ref ref{nullptr, nullptr};
        bridge::call(table.create, values.data(), values.size(), columns.data(), columns.size(), &ref);
        return std::make_unique<bridge::ImportedFeaturizer>(ref);
    });
}

std::unique_ptr<Learner> make_learner(const LoadedPlugin& plugin, const Options& options) {
    return named(plugin, [&]() -> std::unique_ptr<Learner> {
        const auto& table = table_of(plugin, plugin.loaded_library().learner, PluginKind::learner);
        const bridge::CValues values(options);
        sinter_learner_ref ref{nullptr, nullptr};
        bridge::call(table.create, values.data(), values.size(), &ref);
        return std::make_unique<bridge::ImportedLearner>(ref);
    });
}

std::unique_ptr<TransferStrategy> make_strategy(const LoadedPlugin& plugin, const Options& options) {
    return named(plugin, [&]() -> std::unique_ptr<TransferStrategy> {
        const auto& table = table_of(plugin, plugin.loaded_library().strategy, PluginKind::strategy);
        const bridge::CValues values(options);
        sinter_strategy_ref ref{nullptr, nullptr};
        bridge::call(table.create, values.data(), values.size(), &ref);
        return std::make_unique<bridge::ImportedStrategy>(ref);
    });
}

} // namespace sinter::plugin
