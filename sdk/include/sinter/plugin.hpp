// SPDX-License-Identifier: Apache-2.0
//
// Makes a library a plugin. One line in one file of the library:
//
//   SINTER_LEARNER_PLUGIN(MyLearner, "my_learner", "1.0.0", "what it does, in one line");
//
// MyLearner derives from sinter::Learner, has `static Parameters parameters()` and a constructor from `const
// Options&` (a featurizer: from `const Options&, const std::vector<InputColumn>&`). The line defines the exported
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
#include <type_traits>
#include <vector>

namespace sinter::bridge {

/// What a class must have to be a plugin. Each is asked for by a static_assert that says what to write, before
/// the compiler meets it inside templates.
template <class Plugin, class = void>
inline constexpr bool has_parameters = false;
template <class Plugin>
inline constexpr bool has_parameters<
    Plugin, std::enable_if_t<std::is_convertible_v<decltype(Plugin::parameters()), Parameters>>> = true;

template <class Plugin, class Base>
constexpr bool require_class() {
    static_assert(
        std::is_base_of_v<Base, Plugin>,
        "sinter: the class of a plugin derives publicly from sinter::Featurizer, sinter::Learner or "
        "sinter::TransferStrategy, as the macro says");
    static_assert(
        !std::is_abstract_v<Plugin>,
        "sinter: the class of the plugin lacks one of the functions that it must override, or has it with "
        "other arguments or without const. A featurizer has features() const and "
        "featurize(const Materials&, MatrixOut, RowReports&) const; a learner has capabilities() const and "
        "fit(const TrainingSet&, Host&) const; a strategy has needs() const and "
        "fit(const TransferProblem&, Host&) const");
    static_assert(
        has_parameters<Plugin>,
        "sinter: write `static sinter::Parameters parameters() { return {}; }` in the public part of the "
        "class: the options that the plugin takes (sinter/parameters.hpp)");
    return std::is_base_of_v<Base, Plugin> && !std::is_abstract_v<Plugin> && has_parameters<Plugin>;
}

template <class Plugin>
constexpr bool require_options_constructor() {
    static_assert(std::is_abstract_v<Plugin> || std::is_constructible_v<Plugin, const Options&>,
                  "sinter: write a public constructor `explicit MyClass(const sinter::Options& options)`");
    return std::is_constructible_v<Plugin, const Options&>;
}
template <class Plugin>
constexpr bool require_featurizer_constructor() {
    static_assert(std::is_abstract_v<Plugin> ||
                      std::is_constructible_v<Plugin, const Options&, const std::vector<InputColumn>&>,
                  "sinter: write a public constructor `MyClass(const sinter::Options& options, const "
                  "std::vector<sinter::InputColumn>& inputs)`");
    return std::is_constructible_v<Plugin, const Options&, const std::vector<InputColumn>&>;
}

template <class Plugin>
const CParameters& parameters_of() {
    static const CParameters parameters(Plugin::parameters());
    return parameters;
}
template <class Plugin>
std::int32_t declare_parameters(sinter_parameters* out, sinter_error* error) noexcept {
    return guard(error, [&] { *out = parameters_of<Plugin>().c(); });
}
template <class Plugin>
Options options_of(const sinter_values* values) {
    return options_from_c(parameters_of<Plugin>().declared(), *values);
}

template <class Plugin>
std::int32_t create_featurizer(const sinter_values* values, const sinter_columns* columns,
                               sinter_featurizer_ref* out, sinter_error* error) noexcept {
    return guard(error, [&] {
        *out =
            export_featurizer(std::make_unique<Plugin>(options_of<Plugin>(values), columns_from_c(*columns)));
    });
}
template <class Plugin>
std::int32_t create_learner(const sinter_values* values, sinter_learner_ref* out,
                            sinter_error* error) noexcept {
    return guard(error, [&] { *out = export_learner(std::make_unique<Plugin>(options_of<Plugin>(values))); });
}
template <class Plugin>
std::int32_t create_strategy(const sinter_values* values, sinter_strategy_ref* out,
                             sinter_error* error) noexcept {
    return guard(error,
                 [&] { *out = export_strategy(std::make_unique<Plugin>(options_of<Plugin>(values))); });
}

// A class that lacks something gets no table, so that the static_asserts are all that the compiler says.
template <class Plugin>
const void* featurizer_interface(sinter_string id) noexcept {
    if constexpr (require_class<Plugin, Featurizer>() && require_featurizer_constructor<Plugin>()) {
        static constexpr sinter_featurizer_plugin table{
            sizeof(sinter_featurizer_plugin), 0, declare_parameters<Plugin>, create_featurizer<Plugin>};
        return text_of(id) == SINTER_FEATURIZER_INTERFACE ? &table : nullptr;
    }
    return nullptr;
}
template <class Plugin>
const void* learner_interface(sinter_string id) noexcept {
    if constexpr (require_class<Plugin, Learner>() && require_options_constructor<Plugin>()) {
        static constexpr sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0,
                                                     declare_parameters<Plugin>, create_learner<Plugin>};
        return text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
    }
    return nullptr;
}
template <class Plugin>
const void* strategy_interface(sinter_string id) noexcept {
    if constexpr (require_class<Plugin, TransferStrategy>() && require_options_constructor<Plugin>()) {
        static constexpr sinter_strategy_plugin table{sizeof(sinter_strategy_plugin), 0,
                                                      declare_parameters<Plugin>, create_strategy<Plugin>};
        return text_of(id) == SINTER_STRATEGY_INTERFACE ? &table : nullptr;
    }
    return nullptr;
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
