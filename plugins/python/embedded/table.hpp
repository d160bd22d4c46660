// SPDX-License-Identifier: Apache-2.0
//
// What the bridge library gives the plugins that it serves. The plugins are small libraries of their own that
// know nothing of Python: they declare options, and load the bridge when the first object is made. So a
// plugin can be listed and described where there is no Python, the bridge and its interpreter are there once
// whichever plugin comes first, and only the bridge is linked with libpython.
#pragma once

#include <sinter/abi/featurizer.h>
#include <sinter/abi/learner.h>
#include <sinter/abi/strategy.h>

#include <cstdint>

namespace sinter::plugins::python {

/// Makes objects from option values in the order of their declaration (options.hpp), as the `create` of a
/// plugin's table does. Any thread.
struct BridgeTable {
    std::uint32_t struct_size;
    /// Of the sources of bridge and plugins. It stands in the plugins too, so that a change of the bridge is
    /// a change of each plugin's digest, and results of another bridge are not reused.
    const char* sources_digest;
    using CreateLearner = std::int32_t (*)(const sinter_values*, sinter_learner_ref*, sinter_error*) noexcept;
    using CreateFeaturizer = std::int32_t (*)(const sinter_values*, const sinter_columns*,
                                              sinter_featurizer_ref*, sinter_error*) noexcept;
    using CreateStrategy = std::int32_t (*)(const sinter_values*, sinter_strategy_ref*,
                                            sinter_error*) noexcept;
    CreateLearner create_file_learner;
    CreateLearner create_sklearn_learner;
    CreateFeaturizer create_file_featurizer;
    CreateStrategy create_file_strategy;
};

} // namespace sinter::plugins::python

/// The symbol that the library exports.
#define SINTER_PYTHON_BRIDGE_SYMBOL "sinter_python_bridge"
