// SPDX-License-Identifier: Apache-2.0
//
// The tables of the plugins that the bridge serves: they declare options here and make objects there.
#pragma once

// NumPy may come with a BLAS that starts threads; the bridge pins it to one.
#define SINTER_PLUGIN_THREADS "BLAS of NumPy, pinned to one thread"

#include "plugins/python/embedded/options.hpp"
#include "plugins/python/entry/load.hpp"

#include <sinter/plugin.hpp>

#include <cstdint>

namespace sinter::plugins::python {

template <auto create_member, class... Arguments>
std::int32_t create_there(sinter_error* error, Arguments... arguments) noexcept {
    const BridgeTable* table = nullptr;
    const std::int32_t status = bridge::guard(error, [&] { table = &bridge_table(); });
    return status == SINTER_OK ? (table->*create_member)(arguments..., error) : status;
}

template <auto create_member>
std::int32_t create_learner(const sinter_values* values, sinter_learner_ref* out,
                            sinter_error* error) noexcept {
    return create_there<create_member>(error, values, out);
}

template <class Declared, auto create_member>
const void* learner_interface(sinter_string id) noexcept {
    static constexpr sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0,
                                                 bridge::declare_parameters<Declared>,
                                                 create_learner<create_member>};
    return text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
}

inline std::int32_t create_featurizer(const sinter_values* values, const sinter_columns* columns,
                                      sinter_featurizer_ref* out, sinter_error* error) noexcept {
    return create_there<&BridgeTable::create_file_featurizer>(error, values, columns, out);
}
inline const void* featurizer_interface(sinter_string id) noexcept {
    static constexpr sinter_featurizer_plugin table{
        sizeof(sinter_featurizer_plugin), 0, bridge::declare_parameters<FileFeaturizer>, create_featurizer};
    return text_of(id) == SINTER_FEATURIZER_INTERFACE ? &table : nullptr;
}

inline std::int32_t create_strategy(const sinter_values* values, sinter_strategy_ref* out,
                                    sinter_error* error) noexcept {
    return create_there<&BridgeTable::create_file_strategy>(error, values, out);
}
inline const void* strategy_interface(sinter_string id) noexcept {
    static constexpr sinter_strategy_plugin table{sizeof(sinter_strategy_plugin), 0,
                                                  bridge::declare_parameters<FileStrategy>, create_strategy};
    return text_of(id) == SINTER_STRATEGY_INTERFACE ? &table : nullptr;
}

} // namespace sinter::plugins::python
