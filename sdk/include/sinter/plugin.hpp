// SPDX-License-Identifier: Apache-2.0
//
// Makes a library a plugin. One line in one file of the library:
//
//   SINTER_LEARNER_PLUGIN(MyLearner, "my_learner", "1.0.0", "what it does, in one line");
//
// MyLearner derives from sinter::Learner, has `static Parameters parameters()` and a constructor from `const
// Options&` (a featurizer: from `const Options&, const std::vector<Column>&`). The line defines the exported
// symbol and the manifest.
#pragma once

#include <sinter/abi/entry.h>
#include <sinter/bridge/featurizer.hpp>
#include <sinter/bridge/learner.hpp>
#include <sinter/bridge/parameters.hpp>
#include <sinter/bridge/strategy.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace sinter::bridge {

template <class Plugin>
const CParameters& parameters_of() {
    static const CParameters parameters(Plugin::parameters());
    return parameters;
}
template <class Plugin>
std::uint64_t parameter_count() noexcept {
    std::uint64_t count = 0;
    guard(nullptr, [&] { count = parameters_of<Plugin>().size(); });
    return count;
}
template <class Plugin>
const sinter_parameter* parameter(std::uint64_t index) noexcept {
    return parameters_of<Plugin>().at(index);
}
template <class Plugin>
Options options_of(const sinter_value* values, std::uint64_t count) {
    return options_from_c(parameters_of<Plugin>().declared(), values, count);
}

template <class Plugin>
std::int32_t create_featurizer(const sinter_value* values, std::uint64_t value_count,
                               const sinter_column* columns, std::uint64_t column_count,
                               sinter_featurizer_ref* out, sinter_error* error) noexcept {
    return guard(error, [&] {
        *out = export_featurizer(std::make_unique<Plugin>(options_of<Plugin>(values, value_count),
                                                          columns_from_c(columns, column_count)));
    });
}
template <class Plugin>
std::int32_t create_learner(const sinter_value* values, std::uint64_t count, sinter_learner_ref* out,
                            sinter_error* error) noexcept {
    return guard(error,
                 [&] { *out = export_learner(std::make_unique<Plugin>(options_of<Plugin>(values, count))); });
}
template <class Plugin>
std::int32_t create_strategy(const sinter_value* values, std::uint64_t count, sinter_strategy_ref* out,
                             sinter_error* error) noexcept {
    return guard(
        error, [&] { *out = export_strategy(std::make_unique<Plugin>(options_of<Plugin>(values, count))); });
}

template <class Plugin>
const void* featurizer_interface(sinter_string id) noexcept {
    static constexpr sinter_featurizer_plugin table{sizeof(sinter_featurizer_plugin), 0,
                                                    parameter_count<Plugin>, parameter<Plugin>,
                                                    create_featurizer<Plugin>};
    return text_of(id) == SINTER_FEATURIZER_INTERFACE ? &table : nullptr;
}
template <class Plugin>
const void* learner_interface(sinter_string id) noexcept {
    static constexpr sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0, parameter_count<Plugin>,
                                                 parameter<Plugin>, create_learner<Plugin>};
    return text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
}
template <class Plugin>
const void* strategy_interface(sinter_string id) noexcept {
    static constexpr sinter_strategy_plugin table{sizeof(sinter_strategy_plugin), 0, parameter_count<Plugin>,
                                                  parameter<Plugin>, create_strategy<Plugin>};
    return text_of(id) == SINTER_STRATEGY_INTERFACE ? &table : nullptr;
}

constexpr sinter_string literal(std::string_view text) { return {text.data(), text.size()}; }

} // namespace sinter::bridge

#if defined(__clang__)
#define SINTER_TOOLCHAIN "clang " __clang_version__
#else
#define SINTER_TOOLCHAIN "gcc " __VERSION__
#endif

// What starts threads of its own at load, for the manifest;
// define it before including this header where something does.
#ifndef SINTER_PLUGIN_THREADS
#define SINTER_PLUGIN_THREADS "none"
#endif

// The entry and the manifest are data: nothing of the plugin runs until the host asks for an interface.
#define SINTER_PLUGIN_ENTRY(kind, get, id_text, version_text, summary_text)                                  \
    extern "C" {                                                                                             \
    extern const char sinter_plugin_manifest[];                                                              \
    __attribute__((section(SINTER_MANIFEST_SECTION), used)) const char sinter_plugin_manifest[] =            \
        SINTER_MANIFEST_HEADER "\nid=" id_text "\nkind=" kind "\nversion=" version_text                      \
                               "\nabi=1\nsummary=" summary_text "\nthreads=" SINTER_PLUGIN_THREADS "\n";     \
    extern __attribute__((visibility("default"))) const sinter_plugin_entry_table sinter_plugin_entry;       \
    const sinter_plugin_entry_table sinter_plugin_entry = {SINTER_MAGIC,                                     \
                                                           SINTER_ABI_MAJOR,                                 \
                                                           sizeof(sinter_plugin_entry_table),                \
                                                           SINTER_SDK_VERSION,                               \
                                                           0,                                                \
                                                           sinter::bridge::literal(id_text),                 \
                                                           sinter::bridge::literal(version_text),            \
                                                           sinter::bridge::literal(SINTER_TOOLCHAIN),        \
                                                           get};                                             \
    }                                                                                                        \
    static_assert(sizeof(id_text) > 1 && sizeof(version_text) > 1, "a plugin has an id and a version")

#define SINTER_FEATURIZER_PLUGIN(Class, id, version, summary)                                                \
    SINTER_PLUGIN_ENTRY("featurizer", sinter::bridge::featurizer_interface<Class>, id, version, summary)
#define SINTER_LEARNER_PLUGIN(Class, id, version, summary)                                                   \
    SINTER_PLUGIN_ENTRY("learner", sinter::bridge::learner_interface<Class>, id, version, summary)
#define SINTER_STRATEGY_PLUGIN(Class, id, version, summary)                                                  \
    SINTER_PLUGIN_ENTRY("strategy", sinter::bridge::strategy_interface<Class>, id, version, summary)
